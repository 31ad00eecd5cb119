import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { generateKey, initRepository, openRepository, type Repository } from '../../engine/index.ts';
import { precheck } from '../../engine/precheck/precheck.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { documents } from '../cli/documents.ts';
import { emptyWorkshop } from '../cli/pgstow.ts';

const plan = { id: 'orders', source: { host: '/nowhere', database: 'd', user: 'u' } };

test('the key is checked by name: it opens the repository, is not given, does not open it, or is not needed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-keycheck-'));
  try {
    const key = generateKey();
    const open = await initRepository(folder, { encryption: { key } });
    await open.plans.apply(parsePlan(plan));
    const [slot] = await open.keySlots.list();
    expect(await keyChecked(open)).toEqual({
      name: 'key',
      status: 'pass',
      message: `key slot ${slot!.slot} opens the repository`,
    });
    const locked = await openRepository(folder);
    expect(await keyChecked(locked)).toEqual({
      name: 'key',
      status: 'fail',
      message: `${folder} is encrypted, and no key is given`,
      remedy: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE, or name a file with --key-file',
    });
    const report = await precheck(locked, 'orders');
    expect(report.checks.find(({ name }) => name === 'space')?.status).toBe('pass');
    const plain = await initRepository(join(folder, 'plain'), { encryption: 'none' });
    await plain.plans.apply(parsePlan(plan));
    expect(await keyChecked(plain)).toMatchObject({
      status: 'pass',
      message: 'the repository is not encrypted: it needs no key',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a key that does not open the repository fails the precheck, and keeps nothing else from being checked', async () => {
  await using shop = await emptyWorkshop();
  await shop.ok(['init']);
  await shop.ok(['plan', 'apply', '-f', '-'], { input: JSON.stringify(plan) });
  const env = { PGSTOW_KEY: generateKey() };
  const { stdout, status } = await shop.run(['precheck', 'orders', '--json'], { env });
  expect(status).toBe(3);
  const { checks } = documents.precheck.parse(JSON.parse(stdout)).prechecks[0]!;
  expect(checks.find(({ name }) => name === 'key')).toEqual({
    name: 'key',
    status: 'fail',
    message: `${shop.repository} cannot be opened: the key is wrong`,
    remedy: expect.stringMatching(/^it opens with: key [0-9a-f]{8} of 20/),
  });
  expect(checks.map(({ name, status }) => `${name}: ${status}`)).toEqual([
    'plan: pass',
    'key: fail',
    'connection: fail',
    'repository: pass',
    'storage: pass',
    'storage clock: pass',
    'space: pass',
  ]);
  const nowhere = await shop.run(['precheck', 'orders', '-r', `${shop.folder}/none`], { env });
  expect(nowhere).toMatchObject({ status: 1, stderr: expect.stringContaining('/none') });
});

async function keyChecked(repository: Repository) {
  return (await precheck(repository, 'orders')).checks.find(({ name }) => name === 'key');
}
