import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { workshop } from './pgstow.ts';

const source = { host: 'h', database: 'd', user: 'u', password: { env: 'ORDERS_PASSWORD' } };
const plans = [
  { id: 'orders', name: 'Orders', source, schedule: { startAt: ['01:30'], timeZone: 'Europe/Berlin' } },
  { id: 'once', source, schedule: { once: '2026-12-01T01:00:00Z' } },
  { id: 'by-hand', source },
];

test('render writes a workflow of the plans that have a schedule, and says what it leaves out', async () => {
  await using shop = await workshop(...plans);
  const file = join(shop.folder, 'backups.yml');
  const { status, stdout, stderr } = await shop.run(['render', 'github', '--output', file]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toBe(
    'warning: plan once: it starts once, at 2026-12-01T01:00:00Z: a cron expression has no year\n' +
      `warning: ${shop.repository} is a folder: that of a runner hosted by GitHub is gone when its job ends, so the jobs ask for a runner of your own (self-hosted)\n`,
  );
  const workflow = parse(await readFile(file, 'utf8'));
  expect(workflow.on.schedule).toEqual([{ cron: '30 1 * * *', timezone: 'Europe/Berlin' }]);
  expect(Object.keys(workflow.jobs)).toEqual(['backup-orders']);
});

test('render prints a manifest of a plan that is named', async () => {
  await using shop = await workshop(...plans);
  const { status, stdout, stderr } = await shop.run(['render', 'kubernetes', 'Orders']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { spec } = parse(stdout);
  expect(spec).toMatchObject({ schedule: '30 1 * * *', timeZone: 'Europe/Berlin' });
  expect(spec.jobTemplate.spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name)).toEqual([
    'PGSTOW_REPOSITORY',
    'ORDERS_PASSWORD',
  ]);
});

test('render refuses what cannot be rendered, and a file that cannot be written', async () => {
  await using shop = await workshop(...plans);
  expect(await shop.run(['render', 'github', 'by-hand'])).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'pgstow: plan by-hand has no schedule\n' +
      'hint: give a plan days and times or a cron expression, such as schedule: { startAt: ["01:00"], timeZone: Europe/Berlin }\n',
  });
  expect(await shop.run(['render', 'jenkins'])).toMatchObject({
    status: 2,
    stderr: 'pgstow: kind does not take "jenkins"\nhint: allowed are github, kubernetes\n',
  });
  const { status, stderr } = await shop.run(['render', 'kubernetes', 'orders', '-o', '/nowhere/x.yml']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/^pgstow: \/nowhere\/x\.yml cannot be written: ENOENT.*\nhint: .*: mkdir -p \/nowhere\n$/);
});
