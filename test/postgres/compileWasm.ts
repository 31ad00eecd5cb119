import { RowsDigester } from '../../engine/pipe/rows.ts';
import { dumpDefinitions } from '../../engine/postgres/definitions/dumpDefinitions.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';

/** A process of its own, in which rows are digested while definitions are read: V8 is asked to tell what it compiles. */
const target = JSON.parse(process.argv[2]!) as ConnectionTarget;

const dumping = dumpDefinitions({ target, serverVersion: 180_000, excludeTables: [], lockWaitMs: 5_000 });
await new Promise((resolve) => setTimeout(resolve, 50)); // until it has begun
new RowsDigester().update(Buffer.from('1\ta\n'));
const { archive } = await dumping;
console.log(`archive of ${archive.length} bytes`);
