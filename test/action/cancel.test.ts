import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initRepository, parsePlan, type Repository } from '../../engine/index.ts';
import { backupLease, generationsOf, readGeneration } from '../../engine/lease/leaseRecord.ts';
import { expectNothingLeftIn } from '../faults/aftermath.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { FaultyProxy } from '../gateway/faultyProxy.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { Runner } from './runner.ts';

let runner: Runner;
beforeAll(async () => {
  runner = await Runner.start({});
});
afterAll(() => runner[Symbol.asyncDispose]());

/** About 20 MB, which take the plan below some twenty seconds. */
async function loadSlowly(source: TestDatabase): Promise<void> {
  await source.query(`
    CREATE TABLE big (id int, pad text);
    INSERT INTO big SELECT n, repeat(md5(n::text), 30) FROM generate_series(1, 20000) n`);
}

async function slowPlan({ plans }: Repository, { target }: TestDatabase): Promise<void> {
  const { host, port, database, user } = target;
  await plans.apply(parsePlan({ id: 'slow', source: { host, port, database, user }, rateLimit: '1MB/s' }));
}

async function isReading({ runs }: Repository): Promise<void> {
  for (;;) {
    const [run] = await runs.list();
    if (run && run.state !== 'running') throw new Error(`the run has ${run.state} before it could be looked at`);
    if (run?.state === 'running' && run.progress && run.progress.bytes > 0) return;
    await pause(50);
  }
}

/** No half set, no lease that is held, no backend, and a record that says so. */
async function expectGoodOrder(repository: Repository, source: TestDatabase): Promise<void> {
  await expectNothingLeftIn(source);
  expect(await repository.sets.list()).toEqual([]);
  expect(await repository.runs.list()).toMatchObject([{ state: 'interrupted' }]);
  const [newest] = (await generationsOf(repository, backupLease('slow'))).slice(-1);
  expect((await readGeneration(repository, newest!))?.ended).toEqual(expect.any(String));
}

interface Ending {
  readonly how: string;
  readonly given: Readonly<Record<string, string>>;
  readonly reason: string;
  /** What the log says when it begins. */
  readonly said?: string;
}

test.for<Ending>([
  {
    how: 'a cancelled job',
    given: {},
    reason: 'the job was cancelled before it was finished',
    said: 'SIGINT: stopping in good order; nothing half-made will be seen',
  },
  {
    how: 'a job that lasts too long',
    given: { 'max-duration': '10s' }, // by then it has begun, on a slow machine too
    reason: 'stopped in good order after 10 s, as input max-duration says',
  },
])(
  '$how ends a backup in good order before it is killed, with a bucket and a database that are slow',
  { timeout: startTimeout },
  async ({ given, reason, said = '' }, context) => {
    const bucket = await Bucket.fresh(context);
    await using source = await freshDatabase(await server('18', context));
    await loadSlowly(source);
    await using proxy = await FaultyProxy.to(bucket.facts.endpoint);
    proxy.latency = 200;
    const repository = await initRepository(bucket.address(), { encryption: 'none' });
    await slowPlan(repository, source);
    const { accessKeyId, secretAccessKey } = bucket.facts;
    const env = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    const address = bucket.address({ endpoint: proxy.endpoint });
    const child = await runner.start({ with: { command: 'backup', plan: 'slow', repository: address, ...given }, env });
    const end = runner.ended(child);
    if (said) {
      await isReading(repository);
      runner.cancel(child);
    }
    const { status, signal, log, outputs, report, annotations } = await end;
    expect({ status, signal }).toEqual({ status: 1, signal: null });
    expect(outputs.status).toBe('interrupted');
    expect(annotations).toMatchObject([
      { level: 'error', message: expect.stringContaining(`slow: ${reason}\nhint: `) },
    ]);
    expect(log).toContain(said);
    expect(report.done.backups).toMatchObject([{ plan: 'slow', outcome: 'interrupted', error: { message: reason } }]);
    await expectGoodOrder(repository, source);
  },
);
