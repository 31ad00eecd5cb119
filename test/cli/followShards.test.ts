import { expect, test } from 'vitest';
import { followRun } from '../../cli/commands/run/follow.ts';
import type { Invocation } from '../../cli/invocation.ts';
import { type EngineEvent, PgstowError } from '../../engine/index.ts';
import { initRepositoryIn } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { MemoryStore } from '../store/memory.ts';

test('who follows a run that several machines share stays until another one leads, and follows that', async () => {
  const { runs } = await initRepositoryIn(new MemoryStore(), realSurroundings());
  const told: string[] = [];
  const onEvent = (event: EngineEvent) => event.kind === 'remark' && told.push(event.message);
  const output = { watch: () => ({ onEvent, close: () => {} }), line: () => {} } as unknown as Invocation['output'];
  const begin = (more = {}) => runs.start({ kind: 'backup', plan: 'p', shards: 2, ...more });

  const first = await begin();
  const following = followRun({ output }, runs, await runs.get(first.id));
  await first.finish({ error: new PgstowError('interrupted', 'the backup was interrupted') });
  while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
  const second = await begin({ goesOnWith: first.id });
  while (told.length === 1) await new Promise((resolve) => setTimeout(resolve, 50));
  await second.finish({ error: new PgstowError('privilege', 'it may not be read') });
  expect(await following).toMatchObject({ run: second.id, state: 'failed' }); // nobody goes on with what all would meet
  expect(told).toEqual([
    `run ${first.id} has ended before its work; another shard may go on with it`,
    `run ${second.id} goes on with what run ${first.id} has led`,
  ]);
});
