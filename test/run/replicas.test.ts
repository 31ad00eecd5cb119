import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { playReplicas } from './replicas.ts';

/** The long tests play 200 starts. */
test('two schedulers that are killed again and again make each start once, and account for each', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  const play = { minutes: 7, everyMinutes: { often: 1, seldom: 2 }, killsInHundred: 15, seed: 1 };
  const played = await playReplicas(source, play);
  expect(played.problems).toEqual([]);
  expect(played.toldTwice).toBeLessThan(played.starts / 50 + 1); // see DESIGN: machines that look at the same moment
  expect(played.starts).toBeGreaterThanOrEqual(10);
  expect(played.kills).toBeGreaterThan(0);
  expect(played.succeeded).toBeGreaterThan(0); // how many depends on how fast a backup is: few on a busy machine
});
