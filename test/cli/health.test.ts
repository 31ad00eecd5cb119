import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { documents } from './documents.ts';
import { emptyWorkshop, planOf } from './pgstow.ts';

test('health says which plans are late, with or without the key, and ends with 5', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  await using shop = await emptyWorkshop();
  const env = { PGSTOW_KEY: /pgstow-key-1-\S+/.exec(await shop.ok(['init']))![0] };
  expect(await shop.ok(['health'])).toBe('no plan yet; apply one: pgstow plan apply -f plans.yaml\n');

  const plans = [
    planOf('fine', source, { maxAge: '26h' }),
    planOf('new', source, { maxAge: '9h' }),
    planOf('any', source),
  ];
  await shop.ok(['plan', 'apply', '-f', '-'], { input: JSON.stringify(plans) });
  await shop.ok(['backup', 'fine', 'any', '-q'], { env });
  const fine = await shop.ok(['health'], { env });
  expect(fine).toMatch(/^PLAN\s+HEALTH\s+STATE OF\s+AGE\s+MAX AGE\s+VERIFIED\s+DRILLED\s+COPIES\s+SET\n/);
  expect(fine).toMatch(/^any\s+fine\s+\S+ \S+Z\s+[\d.]+ s\s+-\s+-\s+-\s+-\s+\d{8}T\d{6}Z-/m);
  expect(fine).toMatch(/^fine\s+fine\s+\S+ \S+Z\s+[\d.]+ s\s+26h\s+-\s+-\s+/m);
  expect(fine).toMatch(/^new\s+no set\s+-\s+-\s+9h\s+-\s+-\s+-\s+-$/m);

  const open = await shop.run(['health', '--json'], { env });
  expect(documents.health.parse(JSON.parse(open.stdout))).toMatchObject({ lookedInside: true, warnings: [] });
  const locked = await shop.run(['health']);
  expect(locked.status).toBe(0);
  expect(locked.stderr).toBe(
    'warning: the repository is encrypted and no key is given: sets were not looked into, and their age is told by their runs\n',
  );
  expect(documents.health.parse(await shop.document(['health']))).toMatchObject({ lookedInside: false });
  expect(await shop.ok(['plan', 'list'])).toMatch(/^fine\s+fine\s+ready\s+20/m);
});

test('a plan that is late is shown to who wants silence, and to no one when it is paused', async () => {
  await using shop = await emptyWorkshop();
  await shop.ok(['init', '--no-encryption']);
  const source = { host: '/nowhere', database: 'd', user: 'u' };
  const plans = [
    { id: 'late', source, maxAge: '1m' },
    { id: 'none', source },
  ];
  await shop.ok(['plan', 'apply', '-f', '-'], { input: JSON.stringify(plans) });
  expect(await shop.run(['health', '-q'])).toMatchObject({ status: 0, stdout: '', stderr: '' });
  await makeOlder(shop.repository, 'late');
  const late = await shop.run(['health', '--quiet']);
  expect(late.status).toBe(5);
  expect(late.stdout).toMatch(
    /^PLAN .*\nlate\s+late\s+-\s+-\s+1m\s+-\s+-\s+-\s+-\n\nlate is late: it has no set since it was made \d+ d \d+ h ago, and maxAge is 1m\nhint: look at pgstow runs late /,
  );
  expect(late.stdout).not.toContain('none');
  expect((await shop.run(['health', 'late', '--json'])).status).toBe(5);
  expect((await shop.run(['health', 'none'])).status).toBe(0);
  expect(await shop.ok(['plan', 'list'])).toMatch(/\nlate is late: it has no set since /);
  expect(await shop.ok(['plan', 'show', 'late'])).toContain('# late: it has no set since it was made ');
  await shop.ok(['plan', 'pause', 'late']);
  expect((await shop.run(['health'])).status).toBe(0);
  const unknown = await shop.run(['health', 'lat']);
  expect(unknown).toMatchObject({ status: 2, stderr: expect.stringContaining('did you mean late?') });

  await writeFile(`${shop.repository}/plans/none/000001.json`, '{');
  const damaged = await shop.run(['health', '--json']);
  expect(damaged.status).toBe(4);
  expect(documents.health.parse(JSON.parse(damaged.stdout)).plans).toMatchObject([
    { plan: 'late', health: 'paused' },
    {
      plan: 'none',
      name: 'none',
      health: 'damaged',
      reason: expect.stringContaining('plans/none/000001.json is not JSON'),
    },
  ]);
  const listed = await shop.run(['plan', 'list']);
  expect(listed.status).toBe(4);
  expect(listed.stdout).toMatch(/^ID .*\nlate .*\n\nnone is damaged: .*is not JSON\b.*\n$/);
  const list = documents['plan list'].parse(JSON.parse((await shop.run(['plan', 'list', '--json'])).stdout));
  expect(list).toMatchObject({ plans: [{ id: 'late' }], damaged: [{ plan: 'none' }] });
  expect((await shop.run(['health', '-q'])).stdout).toMatch(
    /^PLAN .*\nnone\s+damaged\s+-\s.*\n\nnone is damaged: .*is not JSON.*\nhint: run pgstow verify /,
  );
});

async function makeOlder(repository: string, plan: string): Promise<void> {
  const file = `${repository}/plans/${plan}/000001.json`;
  const revision = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...revision, at: '2026-01-01T00:00:00.000Z' }));
}
