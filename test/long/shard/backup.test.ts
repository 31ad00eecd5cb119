import { expect, test } from 'vitest';
import { backup, restore } from '../../../engine/index.ts';
import { proveAllSets } from '../../faults/repositoryCheck.ts';
import { expectSameDatabase } from '../../oracle.ts';
import { wholeSet } from '../../roundtrip/testRepository.ts';
import { freshDatabase } from '../../servers.ts';
import { Crew } from '../../shard/crew.ts';
import { Machines } from '../../shard/machines.ts';

const schema = `
  CREATE TABLE wide AS SELECT g AS id, md5(g::text) || md5((g * 7)::text) AS a, repeat(md5((g % 1000)::text), 4) AS b FROM generate_series(1, 900000) g;
  CREATE TABLE narrow AS SELECT g AS id, md5(g::text) AS text FROM generate_series(1, 1000000) g;
  DO $$ BEGIN FOR i IN 1..300 LOOP EXECUTE format('CREATE TABLE small_%s AS SELECT g FROM generate_series(1, 50) g', i); END LOOP; END $$;
  CREATE SEQUENCE numbers START 4711;
  SELECT lo_from_bytea(4711, decode(repeat('ab', 300000), 'hex'));`;
const total = 8;

/** Which machine dies is the one that leads, or another one; and whether anybody hears of it. */
const deaths = [
  { name: 'the one that leads and another one are killed', dying: [1, 2], isHeard: true },
  { name: 'two that follow are killed', dying: [4, 5], isHeard: true },
  { name: 'the one that leads and another one lose their networks and die', dying: [1, 2], isHeard: false },
];

for (const { name, dying, isHeard } of deaths) {
  test(`of eight machines ${name}: the set is complete and equal`, async (context) => {
    const obstacle = Machines.obstacle();
    if (obstacle) context.skip(obstacle);
    await using machines = await Machines.make(total);
    await using source = await freshDatabase(machines.server);
    await source.query(schema);
    const { user, port, database } = source.target;
    const target = { ...source.target, host: machines.host, port: machines.server.port, user, database } as never;
    await using crew = await Crew.unencrypted({ target }, { rateLimit: '40MB/s' });
    expect(port).toBe(machines.server.port);
    const start = (index: number) => {
      const shard = { index, total, group: 'night' };
      return machines.start(index, { repository: crew.folder, work: { kind: 'backup', plan: 'crew', shard } });
    };
    const first = start(1);
    await first.phase('data');
    const shards = [first, ...Array.from({ length: total - 1 }, (_, i) => start(i + 2))];
    await Promise.all(
      dying.map((index) =>
        shards[index - 1]!.until((event) => event.kind === 'progress' && event.progress.bytes > 1_000_000),
      ),
    );
    for (const index of dying) {
      if (!isHeard) machines.pullCable(index);
      shards[index - 1]!.child.kill('SIGKILL');
    }
    const endings = await Promise.all(shards.map(({ ending }) => ending));
    if (!isHeard) for (const index of dying) machines.plugIn(index);
    for (const [at, ending] of endings.entries()) {
      if (dying.includes(at + 1)) expect(ending.signal).toBe('SIGKILL');
      else expect(ending, JSON.stringify(ending)).toMatchObject({ status: 0, failed: undefined, stderr: '' });
    }
    const [set, ...others] = await proveAllSets(crew.repository);
    expect(others).toEqual([]);
    const done = new Set(endings.flatMap(({ done }) => done?.set ?? []));
    expect([...done]).toEqual([set!.set]);
    expect(set!.reading!.shards!.length).toBeGreaterThan(1);

    await using copy = await freshDatabase(machines.server);
    const restored = await restore(crew.repository, { ...wholeSet, plan: 'crew', target: copy.target });
    expect(restored.proved).toBe(302);
    await expectSameDatabase(await source.connect(), await copy.connect());
    const alone = await backup(crew.repository, 'crew');
    expect(await crew.linesOf(set!)).toEqual(await crew.linesOf(alone.set));
    console.log(
      `${set!.reading!.shards!.length} shards have read it; it took ${Math.max(...endings.map(({ seconds }) => seconds)).toFixed(1)} s`,
    );
  });
}
