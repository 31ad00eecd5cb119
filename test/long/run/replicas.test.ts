import { expect, test } from 'vitest';
import { playReplicas } from '../../run/replicas.ts';
import { freshDatabase, server } from '../../servers.ts';

for (const seed of [1, 2]) {
  test(`two schedulers that are killed again and again make 200 starts once, and account for each (seed ${seed})`, async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await source.query('CREATE TABLE a AS SELECT 1 AS n');
    const play = { minutes: 120, everyMinutes: { often: 1, even: 2, seldom: 5 }, killsInHundred: 30, seed };
    const played = await playReplicas(source, play);
    console.log(JSON.stringify(played));
    expect(played.problems).toEqual([]);
    expect(played.toldTwice).toBeLessThan(played.starts / 50 + 1); // see DESIGN: machines that look at the same moment
    expect(played.starts).toBeGreaterThanOrEqual(200);
    expect(played.kills).toBeGreaterThan(30);
    expect(played.succeeded).toBeGreaterThan(played.starts / 3);
  });
}
