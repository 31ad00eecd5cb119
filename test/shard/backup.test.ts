import { expect, type TestContext, test } from 'vitest';
import { backup, type PgstowError, verify, version } from '../../engine/index.ts';
import { backupLease } from '../../engine/lease/leaseRecord.ts';
import { holderOf } from '../../engine/lease/settle.ts';
import { encodeRecord } from '../../engine/repository/jsonRecord.ts';
import { leaseKey } from '../../engine/repository/keys.ts';
import { expectNothingLeftIn } from '../faults/aftermath.ts';
import type { Stop } from '../faults/engineJob.ts';
import { EngineProcess } from '../faults/engineProcess.ts';
import { proveAllSets } from '../faults/repositoryCheck.ts';
import type { TestDatabase } from '../servers.ts';
import { Crew, crewDatabase, nowhere } from './crew.ts';

let made: Promise<TestDatabase> | undefined;
function sourceIn(context: TestContext): Promise<TestDatabase> {
  made ??= crewDatabase(context);
  return made;
}

test('three shards make one set, the same as one machine makes, and one run of it', async (context) => {
  await using crew = await Crew.of(await sourceIn(context));
  const results = await Promise.all([1, 2, 3].map((index) => crew.shard(index, 3)));

  const [first] = results;
  expect(new Set(results.map(({ set }) => set.set))).toEqual(new Set([first!.set.set]));
  expect((await crew.repository.sets.list()).length).toBe(1);
  const runs = await crew.repository.runs.list('crew');
  expect(runs).toMatchObject([{ run: first!.run, state: 'succeeded', set: first!.set.set, warnings: [] }]);
  expect(results.map(({ run }) => run)).toEqual([first!.run, first!.run, first!.run]);
  const { shards = [] } = first!.set.reading!;
  expect(shards.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(first!.set.totals.bytes);
  expect(runs[0]).toMatchObject({ progress: { bytes: first!.set.totals.bytes, tablesDone: 27, tables: 27 } });

  const alone = await backup(crew.repository, 'crew');
  expect(await crew.linesOf(first!.set)).toEqual(await crew.linesOf(alone.set));
  expect(alone.set.totals.newBytes).toBe(0);
  expect(first!.set.totals.storedBytes).toBe(alone.set.totals.storedBytes);
  expect(first!.set.totals.newBytes).toBe(first!.set.totals.storedBytes);
  expect((await verify(crew.repository)).findings).toEqual([]);

  // who comes when all is over, and another set was made since, is done; so is one that begins again
  expect((await crew.shard(2, 3)).set.set).toBe(first!.set.set);
});

test('who leads fails by what everybody would meet: all fail by it, and none tries again', async (context) => {
  await using crew = await Crew.of(await sourceIn(context), { include: ['public.nowhere'] });
  const shards = [1, 2, 3].map((index) => crew.shard(index, 3).catch((thrown) => thrown));
  for (const failed of await Promise.all(shards)) {
    expect(failed).toMatchObject({ code: 'input', message: expect.stringContaining('public.nowhere') });
  }
  expect(await crew.repository.sets.list()).toEqual([]);
});

test('a shard that would do other work than the leader is refused', async () => {
  await using crew = await Crew.of(nowhere);
  const { surroundings, store } = crew.repository;
  const shards = { group: 'night', total: 2, shard: 1, tool: version, planRevision: 1 };
  const lead = (more: object) => {
    const set = { plan: 'crew', set: '20261125T213000Z-aaaaaa' };
    const about = { lease: backupLease('crew'), generation: 1, run: set.set, set, holder: holderOf(surroundings) };
    const record = { ...about, shards: { ...shards, ...more }, since: surroundings.now().toISOString(), knows: [] };
    return store.replace(leaseKey('backup.crew', 1), encodeRecord(record));
  };
  const refused = async (index: number, total: number, group?: string) =>
    (await crew.shard(index, total, { ...(group && { group }) }).catch((thrown) => thrown)) as PgstowError;

  await lead({});
  expect(await refused(2, 4)).toMatchObject({
    code: 'input',
    message: 'shard 1/2 leads, so there are 2 shards, not 4',
  });
  await lead({ tool: '0.0.9' });
  expect((await refused(2, 2)).message).toBe(`shard 1/2, which leads, is pgstow 0.0.9, this is ${version}`);
  await lead({ planRevision: 7 });
  expect((await refused(2, 2)).message).toBe('shard 1/2 leads by revision 7 of the plan, and its newest one is 1 now');
  expect(await refused(2, 2, 'another night')).toMatchObject({ code: 'busy' });
});

test('of four shards the one that leads is killed, and one that follows: the others make the set', async (context) => {
  const source = await sourceIn(context);
  await using crew = await Crew.unencrypted(source);
  const start = (index: number, stop?: Stop) => {
    const work = { kind: 'backup', plan: 'crew', shard: { index, total: 4, group: 'night' } } as const;
    return new EngineProcess({ repository: crew.folder, work, ...(stop && { stop }) });
  };
  // dies in the middle of its round; the second with a claim, of that round or the next one, which it may lead
  const leader = start(1, { at: { write: '/claims/', moment: 'after', nth: 2 }, signal: 'SIGKILL' });
  await leader.phase('data');
  const follower = start(2, { at: { write: '/claims/', moment: 'after' }, signal: 'SIGKILL' });
  await follower.phase('data'); // the others leave it a claim
  const others = await Promise.all([3, 4].map((index) => start(index).ending));
  expect(await leader.ending).toMatchObject({ signal: 'SIGKILL', reached: true });
  expect(await follower.ending).toMatchObject({ signal: 'SIGKILL', reached: true });

  for (const each of others)
    expect(each, JSON.stringify(each)).toMatchObject({ status: 0, failed: undefined, stderr: '' });
  expect(new Set(others.map(({ done }) => done!.set)).size).toBe(1);
  const [set, ...more] = await proveAllSets(crew.repository);
  expect(set).toMatchObject({ set: others[0]!.done!.set });
  expect(more).toEqual([]);
  const [last, ...before] = await crew.repository.runs.list('crew');
  expect(last).toMatchObject({ state: 'succeeded', shards: 4, goesOnWith: before[0]!.run });
  const alone = await backup(crew.repository, 'crew');
  expect(await crew.linesOf(set!)).toEqual(await crew.linesOf(alone.set));
  await expectNothingLeftIn(source);
});
