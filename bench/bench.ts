/**
 * Measures pgstow against the stock pg_dump and pg_restore of PostgreSQL 15, in one run on one machine, and writes the
 * figures into bench/README.md: `npm run bench [-- --rounds N] [-- --only mixed,single,many,ten_thousand,recovery,bucket] [-- --layout shared,pinned] [-- --operation backup,restore]`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { missingPrograms, Rgw } from '../embedded/gateway/rgw.ts';
import { startServer, type ThrowawayServer } from '../embedded/server.ts';
import { bucketContenders } from './bucketContenders.ts';
import { backupContenders, recoveryContenders, restoreContenders, type Workplace } from './contenders.ts';
import { createDatabase, databases, lostTable, recovery } from './databases.ts';
import { type Layout, measure, serverCpu } from './measure.ts';
import { type Measured, writeReport } from './report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: [...databases.map(({ name }) => name), 'recovery', 'bucket'].join() },
    layout: { type: 'string', default: 'shared,pinned' },
    operation: { type: 'string', default: 'backup,restore' },
    report: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const only = values.only.split(',');
const chosen = databases.filter(({ name }) => only.includes(name));
const folder = mkdtempSync(join(tmpdir(), 'pgstow-bench-'));
try {
  const measured: Measured[] = [];
  for (const layout of values.layout.split(',') as Layout[]) measured.push(...(await measureLayout(layout)));
  writeReport(measured, { intoReadme: values.report });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureLayout(layout: Layout): Promise<Measured[]> {
  await using server = await startServer({
    version: '15',
    settings: {
      shared_buffers: '1GB',
      max_wal_size: '8GB',
      checkpoint_timeout: '1h',
      fsync: 'off',
      autovacuum: 'off',
      max_locks_per_transaction: '256',
    },
  });
  if (layout === 'pinned') pin(server);
  const results: Measured[] = [];
  for (const database of chosen) {
    process.stderr.write(`${database.title}, ${layout}\n`);
    await createDatabase(server, database);
    results.push(...(await measureDatabase(server, database, layout)));
  }
  if (only.includes('recovery')) results.push(await measureRecovery(server, layout));
  if (only.includes('bucket')) results.push(await measureBucket(server, layout));
  return results;
}

async function measureRecovery(server: ThrowawayServer, layout: Layout): Promise<Measured> {
  process.stderr.write(`${recovery.title}, ${layout}\n`);
  await createDatabase(server, recovery);
  const contenders = await recoveryContenders(workplace(server, recovery, layout), lostTable);
  const samples = await measure(contenders, layout, rounds);
  return { title: recovery.title, layout, operation: 'one table comes back', samples };
}

/** To a real S3 service, which needs its share of the processors as well. */
async function measureBucket(server: ThrowawayServer, layout: Layout): Promise<Measured> {
  const [mixed] = databases;
  const missing = missingPrograms();
  if (missing) throw new Error(missing);
  process.stderr.write(`${mixed!.title}, to a bucket, ${layout}\n`);
  if (!chosen.includes(mixed!)) await createDatabase(server, mixed!);
  await using gateway = await Rgw.start();
  const place: Workplace = { ...workplace(server, mixed!, layout), folder: join(folder, `${layout}-bucket`) };
  const samples = await measure(bucketContenders(place, gateway), layout, rounds);
  return { title: mixed!.title, layout, operation: 'backup to a bucket', samples };
}

/** Backends inherit the processor of the postmaster that starts them. */
function pin({ dataDir }: ThrowawayServer): void {
  const [pid] = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  execFileSync('taskset', ['-apc', serverCpu, pid!], { stdio: 'ignore' });
}

async function measureDatabase(
  server: ThrowawayServer,
  database: (typeof databases)[number],
  layout: Layout,
): Promise<Measured[]> {
  const place = workplace(server, database, layout);
  const contenders = { backup: async () => backupContenders(place), restore: () => restoreContenders(place) };
  const results: Measured[] = [];
  for (const operation of values.operation.split(',') as (keyof typeof contenders)[]) {
    const samples = await measure(await contenders[operation](), layout, rounds);
    results.push({ title: database.title, layout, operation, samples });
  }
  return results;
}

function workplace(server: ThrowawayServer, { name }: (typeof databases)[number], layout: Layout): Workplace {
  return { server, database: name, folder: join(folder, `${layout}-${name}`), jobs: 2 };
}
