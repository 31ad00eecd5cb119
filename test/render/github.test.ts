import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadInputs } from '../../action/loadInputs.ts';
import { renderGithub } from '../../engine/render/github.ts';
import type { RenderedPlan, RenderRequest } from '../../engine/render/request.ts';
import { weekdays } from '../../engine/schedule/schedule.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { complaintsAbout } from '../workflow/actionlint.ts';
import { environmentOf, ourSteps } from '../workflow/workflow.ts';

const repository = 's3://backups/prod?region=eu-central-1';

function planOf(id: string, schedule: object | undefined, source: object = {}, more: object = {}): RenderedPlan {
  const document = parsePlan({ id, schedule, source: { host: 'h', database: 'd', user: 'u', ...source }, ...more });
  return { ...document, id };
}

const nightly = { days: ['mon', 'wed'], startAt: ['01:00'], timeZone: 'Europe/Berlin' };

function render(plans: readonly RenderedPlan[], more: Partial<RenderRequest> = {}) {
  const { text, warnings } = renderGithub({ repository, opener: { kind: 'key' }, ...more, plans });
  return { text, warnings, workflow: parse(text) };
}

function secretOf(name: string): string {
  return `\${{ secrets.${name} }}`;
}

describe('a GitHub workflow', () => {
  test('makes the backups of a plan when they are due', async () => {
    const { text, warnings } = render([planOf('orders-nightly', nightly, { password: { env: 'ORDERS_PASSWORD' } })]);
    expect(
      text,
    ).toBe(`# Made by pgstow render github; make it again when a schedule changes, and commit it on the default branch.
# A start is made once, and as late as GitHub is. What starts at a full hour is looked for some minutes after it. What fails is tried
# again by the same job, after 5 and 30 minutes.
# The GitHub repository needs secrets: PGSTOW_KEY, ORDERS_PASSWORD; variables: PGSTOW_ROLE.
name: Backups
on:
  schedule:
    - cron: 7 1 * * 1,3
      timezone: Europe/Berlin
  workflow_dispatch: {}
permissions:
  id-token: write
jobs:
  backup-orders-nightly:
    if: "!github.event.schedule || contains(github.event.schedule, '7 1 * * 1,3')"
    runs-on: ubuntu-latest
    concurrency:
      group: pgstow-orders-nightly
      cancel-in-progress: false
    steps:
      - uses: pgstow/pgstow@v1
        with:
          command: run-due
          plan: orders-nightly
          retry: true
          repository: s3://backups/prod?region=eu-central-1
          role-to-assume: \${{ vars.PGSTOW_ROLE }}
        env:
          PGSTOW_KEY: \${{ secrets.PGSTOW_KEY }}
          ORDERS_PASSWORD: \${{ secrets.ORDERS_PASSWORD }}
`);
    expect(warnings).toEqual([]);
    expect(await complaintsAbout(text)).toEqual([]);
  });

  test('has a job for each plan, in its time zone, and each entry of the schedule once', async () => {
    const { text, workflow } = render([
      planOf('a', { startAt: ['01:30', '14:45'], timeZone: 'Europe/Berlin' }),
      planOf('b', { startAt: ['01:30'], timeZone: 'America/New_York' }),
      planOf('0c', { cron: '30 1 * * *', timeZone: 'Europe/Berlin' }),
    ]);
    expect(workflow.on.schedule).toEqual([
      { cron: '30 1 * * *', timezone: 'Europe/Berlin' },
      { cron: '45 14 * * *', timezone: 'Europe/Berlin' },
      { cron: '30 1 * * *', timezone: 'America/New_York' },
    ]);
    expect(Object.keys(workflow.jobs)).toEqual(['backup-a', 'backup-b', 'backup-0c']);
    expect(workflow.jobs['backup-a'].if).toBe(
      "!github.event.schedule || contains(github.event.schedule, '30 1 * * *') || contains(github.event.schedule, '45 14 * * *')",
    );
    expect(await complaintsAbout(text)).toEqual([]);
  });

  test('gives the Action inputs that it takes', async () => {
    const { workflow } = render([planOf('a', nightly, { password: { env: 'A_PASSWORD' } })]);
    const [step] = ourSteps(workflow);
    const env = environmentOf(step!, {
      'vars.PGSTOW_ROLE': 'arn:aws:iam::123456789012:role/backup',
      'secrets.PGSTOW_KEY': 'key',
      'secrets.A_PASSWORD': 'password',
    });
    expect(env).toMatchObject({ PGSTOW_KEY: 'key', A_PASSWORD: 'password' });
    expect(await loadInputs(env)).toMatchObject({ command: 'run-due', plans: ['a'], retry: true, repository });
  });

  test('is the same whenever it is made, and looks some minutes after a full hour', () => {
    const minuteOf = (id: string, cron: string) =>
      render([planOf(id, { cron })]).workflow.on.schedule[0].cron.split(' ')[0];
    const offsets = Array.from({ length: 200 }, (_, n) => Number(minuteOf(`plan-${n}`, '0 1 * * *')));
    expect(Math.min(...offsets)).toBe(3);
    expect(Math.max(...offsets)).toBe(27);
    expect(minuteOf('plan-7', '0 1 * * *')).toBe(String(offsets[7]));
    for (const minute of ['5', '*/15', '0,30', '59']) expect(minuteOf('plan-7', `${minute} 1 * * *`)).toBe(minute);
  });

  test('needs no key for a repository that is not encrypted, and no role for a folder', async () => {
    const { text, workflow, warnings } = render([planOf('a', nightly)], {
      repository: '/srv/backups',
      opener: { kind: 'none' },
    });
    expect(text).not.toContain('# The GitHub repository needs');
    expect(workflow.permissions).toEqual({});
    expect(workflow.jobs['backup-a'].steps).toEqual([
      { uses: 'pgstow/pgstow@v1', with: { command: 'run-due', plan: 'a', retry: true, repository: '/srv/backups' } },
    ]);
    expect(workflow.jobs['backup-a']['runs-on']).toBe('self-hosted');
    expect(warnings).toEqual([
      '/srv/backups is a folder: that of a runner hosted by GitHub is gone when its job ends, so the jobs ask for a runner of your own (self-hosted)',
    ]);
    expect(await complaintsAbout(text)).toEqual([]);
  });

  test('names the key of AWS KMS that opens the repository, which is no secret', async () => {
    const key = 'arn:aws:kms:eu-central-1:123456789012:key/1234';
    const { text, workflow } = render([planOf('a', nightly)], { opener: { kind: 'kms', key } });
    expect(workflow.jobs['backup-a'].steps[0].env).toEqual({ PGSTOW_KMS_KEY: key });
    expect(await complaintsAbout(text)).toEqual([]);
  });

  test('brings the keys of a bastion, and of a cloud in which an instance is looked up', () => {
    const bastion = {
      host: 'b',
      user: 't',
      privateKey: { env: 'KEY' },
      passphrase: { env: 'PHRASE' },
      knownHosts: { env: 'HOSTS' },
    };
    const instance = { alibabaRds: { region: 'cn-hangzhou', id: 'pgm-1' } };
    const { workflow } = render([planOf('a', nightly, { host: undefined, instance, bastion })], {
      opener: { kind: 'none' },
    });
    expect(Object.keys(workflow.jobs['backup-a'].steps[0].env)).toEqual([
      'KEY',
      'PHRASE',
      'HOSTS',
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    ]);
  });

  test('has the addresses of those who are told among its secrets, and allows the commands of a plan that has some', async () => {
    const { text, workflow, warnings } = render([
      planOf(
        'a',
        nightly,
        {},
        {
          hooks: { before: [['true']] },
          copies: [{ repository: './a', key: { env: 'COPY_KEY' } }, { repository: 's3://b/c?region=eu-west-1' }],
          notifications: [{ webhook: { env: 'SLACK' } }, { webhook: { file: '/run/hook' } }],
          ping: { env: 'PING' },
        },
      ),
      planOf('b', nightly, {}, { hooks: {} }),
    ]);
    expect(workflow.jobs['backup-a'].steps[0].env).toEqual({
      PGSTOW_ALLOW_HOOKS: '1',
      PGSTOW_ALLOW_COPIES: './a s3://b/c?region=eu-west-1',
      COPY_KEY: secretOf('COPY_KEY'),
      PGSTOW_KEY: secretOf('PGSTOW_KEY'),
      SLACK: secretOf('SLACK'),
      PING: secretOf('PING'),
    });
    expect(workflow.jobs['backup-b'].steps[0].env).toEqual({ PGSTOW_KEY: secretOf('PGSTOW_KEY') });
    expect(warnings).toEqual([
      'plan a reads /run/hook, which a runner does not have: let the plan take it from { env: NAME }',
      'plan a has hooks, and its job sets PGSTOW_ALLOW_HOOKS=1: it runs the commands of whoever writes plans',
      'plan a has copies, and its job sets PGSTOW_ALLOW_COPIES: look that they go to repositories of yours',
    ]);
    expect(await complaintsAbout(text)).toEqual([]);
  });

  test('says what it leaves out, and what is to be seen to', () => {
    const { warnings, workflow } = render([
      planOf(
        'a',
        { cron: '*/2 * * * *' },
        { password: { file: '/run/secrets/a' }, ssl: { mode: 'verify-full', rootCertificate: { file: 'ca.pem' } } },
      ),
      planOf('b', { once: '2026-12-01T01:00:00Z' }),
      planOf('c', undefined),
      planOf('d', nightly, { password: { awsSecret: 'orders' } }),
    ]);
    expect(Object.keys(workflow.jobs)).toEqual(['backup-a', 'backup-d']);
    expect(warnings).toEqual([
      'plan b: it starts once, at 2026-12-01T01:00:00Z: a cron expression has no year',
      'plan c has no schedule',
      'plan a reads /run/secrets/a, which a runner does not have: let the plan take it from { env: NAME }',
      'plan a reads ca.pem, which a runner does not have: let the plan take it from { env: NAME }',
      'plan a starts more often than GitHub starts a workflow, which is every 5 minutes at most',
    ]);
  });

  test.each([
    [[], 'there is no plan to be rendered'],
    [[planOf('c', undefined)], 'plan c has no schedule'],
  ])('is refused where nothing starts: %j', (plans, message) => {
    expect(() => render(plans)).toThrow(expect.objectContaining({ code: 'input', message }));
  });

  test('is taken by the linter for any of many plans', async () => {
    const crons = [
      '7 * * * *',
      '*/15 1-3 * * 0,6',
      '0 0 29 feb *',
      '30 2 1-7 jan-mar mon',
      '0 1 * * fri-sun',
      '5 4 * * 7',
    ];
    const plans = [
      ...crons.map((cron, index) => planOf(`cron-${index}`, { cron, timeZone: 'Asia/Kathmandu' })),
      ...weekdays.map((day) => planOf(`weekly-${day}`, { days: [day], startAt: ['00:00', '12:00', '18:01'] })),
    ];
    expect(await complaintsAbout(render(plans).text)).toEqual([]);
  });

  test('would not be taken by the linter if it were wrong', async () => {
    const { text } = render([planOf('a', nightly)]);
    expect(await complaintsAbout(text.replace('7 1 * * 1,3', '61 1 * * 1,3').replace('jobs:', 'jibs:'))).not.toEqual(
      [],
    );
    expect(await complaintsAbout(text.replace('secrets.PGSTOW_KEY', 'secret.PGSTOW_KEY'))).not.toEqual([]);
  });
});

describe('the drills of a plan', () => {
  const weekly = { days: ['sun'], startAt: ['05:00'], timeZone: 'Europe/Berlin' };

  test('have a job of their own, with a server beside it, and without the secrets of the source', async () => {
    const { text, warnings, workflow } = render([
      planOf('orders', nightly, { password: { env: 'ORDERS_PASSWORD' } }, { drill: { schedule: weekly } }),
      planOf('plain', nightly),
    ]);
    expect(warnings).toEqual([]);
    expect(await complaintsAbout(text)).toEqual([]);
    expect(Object.keys(workflow.jobs)).toEqual(['backup-orders', 'drill-orders', 'backup-plain']);
    expect(workflow.on.schedule.map(({ cron }: { cron: string }) => cron)).toEqual([
      expect.stringMatching(/^\d+ 1 \* \* 1,3$/),
      expect.stringMatching(/^\d+ 5 \* \* 0$/),
      expect.stringMatching(/^\d+ 1 \* \* 1,3$/),
    ]);
    const [made] = workflow.jobs['backup-orders'].steps;
    expect(made.with).toMatchObject({ command: 'run-due', plan: 'orders', kind: 'backup' });
    expect(workflow.jobs['backup-orders'].services).toBeUndefined();
    const { concurrency, services, steps } = workflow.jobs['drill-orders'];
    expect(concurrency).toEqual({ group: 'pgstow-orders/drill', 'cancel-in-progress': false });
    expect(services.postgres).toMatchObject({ image: 'postgres:18', ports: [5432] });
    expect(steps[0].with).toMatchObject({ command: 'run-due', plan: 'orders', kind: 'drill', retry: true });
    expect(steps[0].env).toEqual({ PGSTOW_KEY: secretOf('PGSTOW_KEY') });
    const expressions = {
      "job.services.postgres.ports['5432']": '49153',
      'vars.PGSTOW_ROLE': '',
      'secrets.PGSTOW_KEY': 'k',
    };
    expect(await loadInputs(environmentOf(steps[0], expressions))).toMatchObject({
      command: 'run-due',
      kinds: ['drill'],
      server: 'postgresql://postgres@localhost:49153/postgres',
    });
    expect(workflow.jobs['backup-plain'].steps[0].with.kind).toBeUndefined();
  });

  test('are rendered where a plan has no other schedule, and use what a runner of your own has', () => {
    const { workflow } = render([planOf('orders', undefined, {}, { drill: { schedule: weekly } })], {
      repository: '/backups',
    });
    expect(Object.keys(workflow.jobs)).toEqual(['drill-orders']);
    expect(workflow.jobs['drill-orders']).toMatchObject({ 'runs-on': 'self-hosted' });
    expect(workflow.jobs['drill-orders'].services).toBeUndefined();
  });
});
