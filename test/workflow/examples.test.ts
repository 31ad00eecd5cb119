import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadInputs } from '../../action/loadInputs.ts';
import { parsePlans } from '../../engine/index.ts';
import { complaintsAbout } from './actionlint.ts';
import { type Expressions, environmentOf, evaluated, ourSteps, stepsOf, type Workflow } from './workflow.ts';

const folder = new URL('../../examples/github/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yml'));
const textOf = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const workflowOf = (file: string) => parse(textOf(file)) as Workflow;

/** What the settings of a repository, a form and other jobs may give. */
const expressions: Expressions = {
  'vars.PGSTOW_REPOSITORY': 's3://backups/prod?region=eu-central-1',
  'vars.PGSTOW_ROLE': 'arn:aws:iam::123456789012:role/backup',
  'vars.RESTORE_TARGET': 'postgresql://me@db.example.com/orders',
  'secrets.PGSTOW_KEY': 'key',
  'secrets.ORDERS_PASSWORD': 'orders',
  'secrets.BILLING_PASSWORD': 'billing',
  'secrets.RESTORE_PASSWORD': 'restore',
  'matrix.plan': 'orders-nightly billing',
  'matrix.shard': '3/4',
  'inputs.command': 'hold',
  'inputs.set': '20261122T213000Z-k3v9qa',
  'inputs.reason': 'case 4711',
  'inputs.plan': 'orders-nightly',
  "!inputs.plan && 'backup' || ''": '',
  "job.services.postgres.ports['5432']": '49153',
  "inputs.plan && 'backup' || 'run-due'": 'run-due',
  'inputs.at': '',
  'inputs.tables': 'public.orders, public.customers',
  'inputs.conflict': 'replace',
  'needs.preview.outputs.set': '20261122T213000Z-k3v9qa',
};

test('there is an example of each kind, and the list of them names it', () => {
  expect(files).toEqual([
    'apply.yml',
    'backup.yml',
    'drill.yml',
    'fleet.yml',
    'health.yml',
    'hold.yml',
    'precheck.yml',
    'restore.yml',
    'shards.yml',
    'verify.yml',
  ]);
  for (const file of files) expect(textOf('README.md')).toContain(`[${file}](${file})`);
});

test.each(files)('%s is taken by the linter', async (file) => {
  expect(await complaintsAbout(textOf(file))).toEqual([]);
});

test.each(files)('%s gives the Action inputs that it takes', async (file) => {
  const steps = ourSteps(workflowOf(file));
  expect(steps).not.toEqual([]);
  for (const step of steps) {
    const env = environmentOf(step, expressions);
    await expect(loadInputs(env)).resolves.toMatchObject({ command: env.INPUT_COMMAND });
  }
});

test.each(files)('%s may do no more than it must, and runs no text in a shell', (file) => {
  const workflow = workflowOf(file);
  const steps = stepsOf(workflow);
  const checksOut = steps.some(({ uses }) => uses?.startsWith('actions/checkout@'));
  expect(workflow.permissions).toEqual({ ...(checksOut && { contents: 'read' }), 'id-token': 'write' });
  expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
});

test.each(files)('%s calls Actions of others by their commit', (file) => {
  const called = [...textOf(file).matchAll(/uses: (\S+)(.*)/g)].map(([, action, comment]) => `${action}${comment}`);
  for (const action of called) expect(action).toMatch(/^(pgstow\/pgstow@v1|[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+)$/);
});

/** What a command needs from the secrets, beside the key. */
const plans = parsePlans(textOf('plans.yaml'), 'plans.yaml');
const ofPlans = plans.map(({ source }) => (source.password as { env: string }).env);
const needs: Readonly<Record<string, readonly string[]>> = {
  'run-due': ['PGSTOW_KEY', ...ofPlans],
  precheck: ['PGSTOW_KEY', ...ofPlans],
  backup: ['PGSTOW_KEY', 'ORDERS_PASSWORD'],
  verify: ['PGSTOW_KEY'],
  hold: ['PGSTOW_KEY'],
  restore: ['PGSTOW_KEY', 'PGPASSWORD'],
  matrix: [],
  health: [],
  'plan-apply': [],
};

/** A drill does not come near the databases. */
const drillNeeds: typeof needs = { ...needs, 'run-due': ['PGSTOW_KEY'] };

test.each(files)('%s hands its steps the secrets that their commands need, and no others', (file) => {
  for (const { with: given, env = {} } of ourSteps(workflowOf(file))) {
    const command = evaluated(String(given!.command), expressions);
    expect(Object.keys(env)).toEqual(given!.kind === 'drill' ? drillNeeds[command] : needs[command]);
    for (const value of Object.values(env)) expect(value).toMatch(/^\$\{\{ secrets\.\w+ \}\}$/);
  }
});

test("the README's workflow is taken by the linter and by the Action", async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const text = /```yaml\n(on: .*?)```/s.exec(readme)![1]!;
  expect(await complaintsAbout(text)).toEqual([]);
  const [step] = ourSteps(parse(text) as Workflow);
  expect(await loadInputs(environmentOf(step!, expressions))).toMatchObject({ command: 'run-due', plans: [] });
});

test('nothing starts at a full hour, and no two at the same minute', () => {
  const crons = files.flatMap((file) => {
    const schedule = (workflowOf(file).on.schedule ?? []) as { cron: string }[];
    return schedule.map(({ cron }) => cron.split(' ')[0]);
  });
  expect(crons).toHaveLength(6);
  expect(new Set([...crons, '0']).size).toBe(7);
});

test('the linter would complain of a mistake', async () => {
  const fleet = textOf('fleet.yml');
  expect(await complaintsAbout(fleet.replace('needs.due.outputs', 'needs.deu.outputs'))).not.toEqual([]);
  expect(await complaintsAbout(textOf('restore.yml').replace('inputs.tables', 'inputs.table'))).not.toEqual([]);
});
