import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRepository } from '../../engine/index.ts';
import { Mirror, whyNoTerraform } from '../provider/terraform.ts';
import { CdkProject, whyNo } from './cdkProject.ts';

const example = await readFile(new URL('../../examples/cdktf/main.ts', import.meta.url), 'utf8');
const missing = whyNoTerraform();
let mirror: Mirror;

beforeAll(async () => {
  if (!missing) mirror = await Mirror.make();
});

afterAll(async () => {
  await mirror?.[Symbol.asyncDispose]();
});

test.for(['cdktn', 'cdktf'] as const)(
  'the example is synthesized with %s, and Terraform applies it',
  async (library, context) => {
    const without = whyNo(library) ?? missing;
    if (without) context.skip(without);
    const project = await CdkProject.make(context, library, example);
    project.checkTypes();
    const stack = await project.synthesize('backups', { REPOSITORY: './repository', PGHOST: 'db.example.com' });
    expect(JSON.parse(stack).terraform.required_providers.pgstow.source).toBe('pgstow/pgstow');

    const workspace = await mirror.workspace(context, { 'cdk.tf.json': stack });
    workspace.env = { PGSTOW_PASSPHRASE: 'a passphrase', TF_VAR_password: password };
    expect(await workspace.apply()).toContain('3 added, 0 changed, 0 destroyed.');
    expect(new Set(Object.values(await workspace.changes()))).toEqual(new Set(['no-op']));
    expect(await workspace.ok(['output', '-raw', 'backup'])).toBe('pgstow backup orders billing');
    // the library puts the state beside the program
    const state = await readFile(join(project.folder, 'terraform.backups.tfstate'));
    for (const bytes of [state, await workspace.read('plan.tfplan')]) expect(bytes.includes(password)).toBe(false);

    const { plans } = await openRepository(join(workspace.folder, 'repository'), {});
    expect((await plans.find('orders'))?.document).toMatchObject({
      source: { host: 'db.example.com', database: 'postgres', password: { sealed: expect.any(String) } },
      objects: { exclude: ['*.tmp_*'] },
      schedule: { startAt: ['01:00'], timeZone: 'Europe/Berlin' },
      retention: { keepDays: 30 },
    });
    expect((await plans.find('billing'))?.document).toMatchObject({
      schedule: { days: ['mon', 'wed', 'fri'], startAt: ['06:00', '18:00'], timeZone: 'UTC' },
      retention: { keepDaily: 7, keepWeekly: 5, keepMonthly: 12 },
    });
  },
);

test('what stands above the bindings gives what it says', async (context) => {
  const project = await CdkProject.make(context, 'cdktn', constructs);
  const { resource, data, check } = JSON.parse(await project.synthesize('stack', {}));
  const plans = Object.values(resource.pgstow_backup_plan as Record<string, Record<string, unknown>>);
  expect(plans.map(({ id, schedule, retention }) => [id, schedule, retention])).toEqual([
    ['crontab', { cron: '7 1 * * mon-fri', time_zone: 'Europe/Berlin' }, { keep_days: 14, keep_monthly: 12 }],
    ['other', { start_at: ['02:30'] }, { keep_last: 3 }],
    ['once', { once: '2026-12-01T00:00:00.000Z' }, undefined],
  ]);
  const [name] = Object.keys(data.pgstow_health);
  expect(check).toEqual({
    [name!]: {
      assert: [
        {
          condition: `\${data.pgstow_health.${name}.healthy}`,
          error_message: `A backup is late: \${jsonencode(data.pgstow_health.${name}.plans)}`,
        },
      ],
    },
  });
});

test('a password that is written down is refused', async (context) => {
  const secret = constructs.replace(
    "user: 'backup'",
    "user: 'backup', passwordWo: 'correct-horse', passwordWoVersion: 1",
  );
  const project = await CdkProject.make(context, 'cdktn', secret);
  await expect(project.synthesize('stack', {})).rejects.toThrow(
    'once: source.passwordWo is given as text, which would stand in the synthesized file. Give a variable: new SecretVariable(this, "password").value; or name where the password is: password: { env: "NAME" }',
  );
});

const password = 'correct-horse-battery-staple';

const constructs = `
import { App, TerraformStack } from 'cdktf';
import { Backup, days, HealthCheck, NightlyBackup, PgstowProvider, Retention, Schedule } from 'pgstow/cdktf';

const app = new App();
const stack = new TerraformStack(app, 'stack');
new PgstowProvider(stack, 'pgstow');
const source = { host: 'db.example.com', database: 'orders', user: 'backup' };
new Backup(stack, 'once', { source, schedule: Schedule.once(new Date('2026-12-01T01:00:00+01:00')) });
const weekdays = Schedule.cron('7 1 * * mon-fri', { timeZone: 'Europe/Berlin' });
new Backup(stack, 'crontab', { source, schedule: weekdays, keep: { ...days(14), ...Retention.gfs({ monthly: 12 }) } });
new NightlyBackup(stack, 'night', { id: 'other', source, at: '02:30', keep: Retention.last(3) });
new HealthCheck(stack, 'fresh');
app.synth();
`;
