import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { startServer } from '../../embedded/server.ts';
import { generateKey, initRepository, openRepository } from '../../engine/index.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { type EndedStep, runStep } from './runner.ts';
import { type Expressions, type Job, ourSteps, type Workflow } from './workflow.ts';

const folder = new URL('../../examples/github/', import.meta.url);

async function workflowOf(file: string): Promise<Workflow> {
  return parse(await readFile(new URL(file, folder), 'utf8')) as Workflow;
}

/** A checkout with the examples' plans, of a database of the test's, and an encrypted repository that holds nothing yet. */
class Scene implements AsyncDisposable {
  readonly checkout: string;
  readonly settings: Expressions;

  private constructor(checkout: string, settings: Expressions) {
    this.checkout = checkout;
    this.settings = settings;
  }

  static async make({ target }: TestDatabase, copy: TestDatabase): Promise<Scene> {
    const checkout = await mkdtemp(join(tmpdir(), 'pgstow-examples-'));
    const plans = await readFile(new URL('plans.yaml', folder), 'utf8');
    const here = plans
      .replaceAll('host: db.example.com', `host: ${target.host}\n    port: ${target.port}`)
      .replaceAll(/database: \w+/g, `database: ${target.database}`)
      .replaceAll('user: backup', `user: ${target.user}`)
      .replaceAll('mode: verify-full', 'mode: disable')
      .replace('days: [sun], startAt: ["05:00"]', 'startAt: ["00:00"]');
    await writeFile(join(checkout, 'plans.yaml'), here);
    const key = generateKey();
    await initRepository(join(checkout, 'backups'), { encryption: { key } });
    return new Scene(checkout, {
      'vars.PGSTOW_REPOSITORY': join(checkout, 'backups'),
      'vars.PGSTOW_ROLE': '',
      'vars.RESTORE_TARGET': copy.url,
      'secrets.PGSTOW_KEY': key,
      'secrets.ORDERS_PASSWORD': 'orders-password',
      'secrets.BILLING_PASSWORD': 'billing-password',
      'secrets.RESTORE_PASSWORD': 'restore-password',
    });
  }

  /** Runs the steps of a job that call our Action; every one must succeed. Returns how the last one ended. */
  async run(file: string, job: string, more: Expressions = {}): Promise<EndedStep> {
    const { jobs } = await workflowOf(file);
    const steps = ourSteps({ jobs: { [job]: jobs[job] as Job } } as unknown as Workflow);
    const ended = await runStep(steps[0]!, { ...this.settings, ...more }, this.checkout);
    expect(steps).toHaveLength(1);
    expect(ended.succeeded, ended.log).toBe(true);
    return ended;
  }

  /** As if the plans had been there for two days. */
  async age(): Promise<void> {
    for (const plan of ['orders-nightly', 'billing']) {
      const file = join(this.checkout, 'backups/plans', plan, '000001.json');
      const revision = JSON.parse(await readFile(file, 'utf8'));
      const at = new Date(Date.now() - 2 * 86_400_000).toISOString();
      await writeFile(file, JSON.stringify({ ...revision, at }));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.checkout, { recursive: true });
  }
}

test('the examples do what they say, one after the other, on a repository', { timeout: 120_000 }, async (context) => {
  const postgres = await server('18', context);
  await using source = await freshDatabase(postgres);
  await using copy = await freshDatabase(postgres);
  await source.query('CREATE TABLE orders AS SELECT 1 AS n; CREATE TABLE customers AS SELECT 2 AS n');
  await using scene = await Scene.make(source, copy);

  const checked = await scene.run('precheck.yml', 'precheck');
  expect(checked.log).toContain('orders-nightly, as it would be applied');
  const { plans } = await openRepository(join(scene.checkout, 'backups'));
  expect(await plans.list()).toEqual([]);

  await scene.run('apply.yml', 'apply');
  expect((await plans.list()).map(({ id }) => id)).toEqual(['billing', 'orders-nightly']);

  await scene.age();
  const due = await scene.run('fleet.yml', 'due');
  const { include } = JSON.parse(due.outputs.matrix!);
  expect(include.map(({ plan }: { plan: string }) => plan).toSorted()).toEqual(['billing', 'orders-nightly']);
  for (const { plan } of include) {
    const made = await scene.run('fleet.yml', 'backup', { 'matrix.plan': plan });
    expect(made.outputs).toMatchObject({
      status: 'succeeded',
      'set-id': expect.stringMatching(/^\d{8}T\d{6}Z-\w{6}$/),
    });
  }
  expect((await scene.run('fleet.yml', 'due')).outputs.matrix).toBe('{"include":[]}');
  const [byHand, kind, plan] = [
    "inputs.plan && 'backup' || 'run-due'",
    "!inputs.plan && 'backup' || ''",
    'inputs.plan',
  ] as const;
  const idle = await scene.run('backup.yml', 'backup', { [byHand]: 'run-due', [kind]: 'backup', [plan]: '' });
  expect(idle.log).toContain('nothing is due');
  const called = await scene.run('backup.yml', 'backup', { [byHand]: 'backup', [kind]: '', [plan]: 'billing' });
  expect(called.outputs).toMatchObject({ status: 'succeeded', 'new-bytes': '0' });

  const sharded = ['2/4', '1/4'].map((shard) => scene.run('shards.yml', 'backup', { 'matrix.shard': shard }));
  const [one, other] = await Promise.all(sharded);
  expect(other!.outputs['set-id']).toBe(one!.outputs['set-id']);

  const drills = await scene.run('drill.yml', 'due');
  expect(JSON.parse(drills.outputs.matrix!)).toEqual({ include: [{ plan: 'orders-nightly' }] });
  await using service = await startServer({ tcp: true, hba: ['host all all 127.0.0.1/32 trust'] }); // as the container's
  const beside = { 'matrix.plan': 'orders-nightly', "job.services.postgres.ports['5432']": String(service.port) };
  const drilled = await scene.run('drill.yml', 'drill', beside);
  expect(drilled.log).toMatch(/drill of orders-nightly passed: 2 tables, 2 rows read back, .*; 1 assertion held/);
  expect((await scene.run('drill.yml', 'due')).outputs.matrix).toBe('{"include":[]}');

  expect((await scene.run('health.yml', 'health')).outputs.status).toBe('succeeded');
  expect((await scene.run('verify.yml', 'verify')).outputs.status).toBe('succeeded');

  const form = {
    'inputs.plan': 'orders-nightly',
    'inputs.at': '',
    'inputs.tables': 'public.orders',
    'inputs.conflict': 'fail',
  };
  const tables = `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace`;
  const preview = await scene.run('restore.yml', 'preview', form);
  expect(await copy.query(tables)).toEqual([]);
  const set = preview.outputs['set-id']!;
  const holding = { 'inputs.command': 'hold', 'inputs.set': set, 'inputs.reason': 'case 4711' };
  expect((await scene.run('hold.yml', 'hold', holding)).log).toContain(
    `set ${set} of orders-nightly is under legal hold`,
  );
  const releasing = { ...holding, 'inputs.command': 'release', 'inputs.reason': '' };
  expect((await scene.run('hold.yml', 'hold', releasing)).log).toContain(`1 legal hold of set ${set} ended`);
  const restored = await scene.run('restore.yml', 'restore', { ...form, 'needs.preview.outputs.set': set });
  expect(restored.outputs).toMatchObject({ status: 'succeeded', 'set-id': set });
  expect(await copy.query(tables)).toEqual([{ relname: 'orders' }]);
});
