import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Log } from '../../action/log.ts';
import type { Report } from '../../action/report.ts';
import { run } from '../../action/run.ts';
import type { Repository } from '../../engine/index.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { testSurroundings, withRepository } from '../repository/folderRepository.ts';

/** Nobody listens there, so that each backup fails at once. */
const source = { host: '127.0.0.1', port: 1, database: 'd', user: 'u' };

test('a plan whose record is damaged keeps no other one from its start', () =>
  withDuePlans(['a', 'b', 'c'], async (repository) => {
    await repository.store.replace('plans/b/000001.json', Buffer.from('{}'));
    const { report } = await step(repository, {});
    expect(report.failures).toMatchObject([
      { code: 'damaged', message: expect.stringContaining('plans/b/000001.json does not fit') },
    ]);
    const tried = await Promise.all(['a', 'c'].map((plan) => repository.runs.list(plan)));
    expect(tried).toMatchObject([[{ state: 'failed' }], [{ state: 'failed' }]]);
  }));

test('no attempt is waited for that would come after the end of the step', () =>
  withDuePlans(['a'], async (repository) => {
    const { report, log } = await step(repository, { INPUT_RETRY: 'true', 'INPUT_MAX-DURATION': '4m' });
    expect(report.failures).toMatchObject([{ code: 'connection' }]);
    expect(log).toMatch(
      /the next attempt, at [^,]+, is left to a later step: this one ends before, as input max-duration says/,
    );
    expect(await repository.runs.list('a')).toHaveLength(1);
  }));

async function withDuePlans(ids: readonly string[], act: (repository: Repository) => Promise<void>): Promise<void> {
  const yesterday = testSurroundings(new Date(Date.now() - 86_400_000).toISOString());
  await withRepository(async (repository) => {
    for (const id of ids) await repository.plans.apply(parsePlan({ id, source, schedule: { startAt: ['00:00'] } }));
    await act(repository);
  }, yesterday);
}

async function step({ store }: Repository, inputs: object): Promise<{ report: Report; log: string }> {
  const temporary = await mkdtemp(join(tmpdir(), 'pgstow-step-'));
  const env = {
    ...process.env,
    INPUT_COMMAND: 'run-due',
    INPUT_REPOSITORY: store.url,
    RUNNER_TEMP: temporary,
    ...inputs,
  };
  let log = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    log += text;
    return true;
  });
  try {
    return { report: await run(env, new Log(), new AbortController().signal), log };
  } finally {
    spy.mockRestore();
    await rm(temporary, { recursive: true });
  }
}
