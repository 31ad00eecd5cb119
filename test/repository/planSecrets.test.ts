import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { PlanDocument } from '../../engine/spec/plan.ts';
import { SecretRegister } from '../secrets/secretRegister.ts';

const secret = 'hunter2 größer';
const key = generateKey();

function planWith(password: object, id = 'orders'): PlanDocument {
  return parsePlan({ id, source: { host: 'h', database: 'd', user: 'u', password } });
}

function sealedIn({ source: { password } }: PlanDocument): string {
  if (!password || !('sealed' in password)) throw new Error('no sealed password');
  return password.sealed;
}

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a password that is given to an encrypted repository', () => {
  let open: Repository;
  /** Opened without a key, as whoever only writes plans has it. */
  let locked: Repository;
  beforeEach(async () => {
    open = await initRepository(folder, { encryption: { key } });
    locked = await openRepository(folder);
  });

  test('is sealed by who has no key, and opened by who has', async () => {
    const { plan } = await locked.plans.apply(planWith({ value: secret }));
    const sealed = sealedIn(plan.document);
    expect(await open.secrets.opener(plan.document)(sealed, 'source.password')).toBe(secret);
    await expect(locked.secrets.opener(plan.document)(sealed, 'source.password')).rejects.toThrow(
      expect.objectContaining({
        code: 'input',
        message: `source.password of plan orders is sealed, and no key of ${folder} is given`,
        hint: 'set PGSTOW_KEY or PGSTOW_PASSPHRASE, or name a file with --key-file',
      }),
    );
  });

  test('is sealed for a plan whose id is made for it too', async () => {
    const { plan } = await locked.plans.apply(
      parsePlan({ name: 'Orders', source: { host: 'h', database: 'd', user: 'u', password: { value: secret } } }),
    );
    expect(await open.secrets.opener(plan.document)(sealedIn(plan.document), 'source.password')).toBe(secret);
  });

  test('is in nothing that is stored', async () => {
    await locked.plans.apply(planWith({ value: secret }));
    await open.plans.apply(planWith({ value: `${secret}!` }));
    await open.plans.pause('orders');
    const files = await readdir(folder, { recursive: true, withFileTypes: true });
    const register = new SecretRegister();
    register.add('the password', secret);
    const contents = await Promise.all(
      files.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name))),
    );
    expect(contents.length).toBeGreaterThan(4);
    expect(contents.flatMap((content) => register.find('what is stored', content))).toEqual([]);
  });

  test('changes nothing when it is applied again by who has the key; without it nobody can tell', async () => {
    const first = await open.plans.apply(planWith({ value: secret }));
    expect(await open.plans.apply(planWith({ value: secret }))).toEqual({ outcome: 'unchanged', plan: first.plan });
    expect((await locked.plans.apply(planWith({ value: secret }))).outcome).toBe('changed');
    expect((await open.plans.apply(planWith({ value: 'another' }))).outcome).toBe('changed');
    expect((await open.plans.apply(planWith({ env: 'P' }))).plan.document.source.password).toEqual({ env: 'P' });
  });

  test('goes on as it is shown, and not to another plan', async () => {
    const { plan } = await locked.plans.apply(planWith({ value: secret }));
    const sealed = sealedIn(plan.document);
    expect((await open.plans.apply(planWith({ sealed }))).outcome).toBe('unchanged');
    await expect(open.plans.apply(planWith({ sealed }, 'billing'))).rejects.toMatchObject({
      code: 'input',
      message:
        'source.password of plan billing does not open: it was altered, or sealed for another plan, server, role, bastion or repository',
      hint: 'give the password again, as password: { value: "..." }, and apply the plan',
    });
    const { plan: moved } = await locked.plans.apply(planWith({ sealed }, 'billing')); // without the key nobody can tell
    await expect(open.secrets.opener(moved.document)(sealed, 'source.password')).rejects.toThrow('does not open');
  });

  test('is not sent to another server, nor for another role or through another bastion, than those it was given for', async () => {
    const { plan } = await locked.plans.apply(planWith({ value: secret }));
    const { document } = plan;
    const bastion = parsePlan({
      source: { ...planWith({ env: 'P' }).source, bastion: { host: 'b', user: 't', agent: true } },
    }).source.bastion!;
    const instance = { awsRds: { region: 'eu-central-1', id: 'i' } };
    const moves = [
      { host: 'elsewhere' },
      { port: 5433 },
      { user: 'other' },
      { bastion },
      { host: undefined, instance },
    ];
    for (const moved of moves) {
      const { plan: changed } = await locked.plans.apply({ ...document, source: { ...document.source, ...moved } });
      await expect(open.secrets.opener(changed.document)(sealedIn(document), 'source.password')).rejects.toThrow(
        'source.password of plan orders does not open: it was altered, or sealed for another plan, server, role, bastion or repository',
      );
    }
    const elsewhere = { ...document.source, host: 'elsewhere', password: { value: secret } };
    const { plan: again } = await open.plans.apply({ ...document, source: elsewhere });
    expect(await open.secrets.opener(again.document)(sealedIn(again.document), 'source.password')).toBe(secret);
    const other = { ...document.source, database: 'another' };
    expect(await open.secrets.opener({ ...document, source: other })(sealedIn(document), 'source.password')).toBe(
      secret,
    );
  });

  test('takes the place of one that does not open', async () => {
    await locked.plans.apply(planWith({ sealed: Buffer.alloc(80, 5).toString('base64') }));
    const { plan, outcome } = await open.plans.apply(planWith({ value: secret }));
    expect(outcome).toBe('changed');
    expect(await open.secrets.opener(plan.document)(sealedIn(plan.document), 'source.password')).toBe(secret);
  });
});

test('a password is not taken by a repository that is not encrypted', async () => {
  const plain = await initRepository(folder, { encryption: 'none' });
  const refusal = {
    code: 'input',
    message: `source.password: ${folder} is not encrypted, so it keeps no password`,
    hint: 'name where the password is: { env: NAME }, { file: PATH }, { awsSecret: NAME } or { ssmParameter: NAME }',
  };
  await expect(plain.plans.apply(planWith({ value: secret }))).rejects.toMatchObject(refusal);
  expect(() => plain.plans.check(planWith({ sealed: Buffer.alloc(80).toString('base64') }))).toThrow(
    expect.objectContaining(refusal),
  );
  expect(await plain.plans.list()).toEqual([]);
});

test('a plan is not taken by a repository in another region, unless it says so', async () => {
  const repository = await initRepository(folder, { encryption: 'none', region: 'basement' });
  const plan = (more: object = {}) =>
    parsePlan({ id: 'orders', source: { host: 'h', database: 'd', user: 'u', region: 'Vienna' }, ...more });
  await expect(repository.plans.apply(plan())).rejects.toMatchObject({
    code: 'input',
    message: 'plan orders: the source is in Vienna, the repository in basement',
  });
  const allowed = await repository.plans.apply(plan({ crossBorder: { allowed: true, reason: 'agreed' } }));
  expect(allowed.outcome).toBe('created');
});
