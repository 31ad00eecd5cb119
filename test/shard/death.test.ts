import { expect, test } from 'vitest';
import { backup } from '../../engine/index.ts';
import { expectNothingLeftIn } from '../faults/aftermath.ts';
import type { Stop } from '../faults/engineJob.ts';
import { EngineProcess } from '../faults/engineProcess.ts';
import { proveAllSets } from '../faults/repositoryCheck.ts';
import { Crew, crewDatabase } from './crew.ts';

test('of five shards the one that leads is killed, and one that follows: the others make the set', async (context) => {
  const source = await crewDatabase(context);
  await using crew = await Crew.unencrypted(source);
  const start = (index: number, stop?: Stop) => {
    const work = { kind: 'backup', plan: 'crew', shard: { index, total: 5, group: 'night' } } as const;
    return new EngineProcess({ repository: crew.folder, work, ...(stop && { stop }) });
  };
  // dies in the middle of its round; the second with a claim, of that round or the next one, which it may lead
  const leader = start(1, { at: { write: '/claims/', moment: 'after', nth: 2 }, signal: 'SIGKILL' });
  await leader.phase('data');
  const follower = start(2, { at: { write: '/claims/', moment: 'after' }, signal: 'SIGKILL' });
  const others = await Promise.all([3, 4, 5].map((index) => start(index).ending));
  expect(await leader.ending).toMatchObject({ signal: 'SIGKILL', reached: true });
  expect(await follower.ending).toMatchObject({ signal: 'SIGKILL', reached: true });

  for (const each of others)
    expect(each, JSON.stringify(each)).toMatchObject({ status: 0, failed: undefined, stderr: '' });
  expect(new Set(others.map(({ done }) => done!.set)).size).toBe(1);
  const [set, ...more] = await proveAllSets(crew.repository);
  expect(set).toMatchObject({ set: others[0]!.done!.set });
  expect(more).toEqual([]);
  const alone = await backup(crew.repository, 'crew');
  expect(await crew.linesOf(set!)).toEqual(await crew.linesOf(alone.set));
  await expectNothingLeftIn(source);
});
