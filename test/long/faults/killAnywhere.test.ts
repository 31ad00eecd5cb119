import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { initRepository } from '../../../engine/index.ts';
import { runEngine } from '../../faults/engineProcess.ts';
import { killRestoreAtStatement } from '../../faults/killRestore.ts';
import { planOf } from '../../faults/scene.ts';
import { loadFixture } from '../../fixtures/loadFixture.ts';
import { freshDatabase, server } from '../../servers.ts';

/** A restore of the fixture sends some hundreds of messages. */
const everyNth = 7;

test('a restore of every kind of object is done when it is run again, wherever it was killed', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  const client = await source.connect();
  await loadFixture(client);
  await client.end();
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-anywhere-'));
  const repository = await initRepository(folder, { encryption: 'none' });
  await repository.plans.apply(planOf('shop', source.target));
  await runEngine({ repository: folder, work: { kind: 'backup', plan: 'shop' } });
  let killed = 0;
  for (let nth = 5; ; nth += everyNth) {
    if (!(await killRestoreAtStatement({ source, folder }, nth))) break;
    killed++;
  }
  expect(killed).toBeGreaterThan(30);
  await rm(folder, { recursive: true });
});
