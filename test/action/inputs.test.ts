import { describe, expect, test } from 'vitest';
import { inputs } from '../../action/inputs.ts';
import { loadInputs } from '../../action/loadInputs.ts';

const repository = 's3://backups/prod';

/** As a runner hands them over, with the defaults of action.yml. */
function env(given: Readonly<Record<string, string>>): Record<string, string> {
  const defaults = Object.entries(inputs).map(
    ([name, input]) => [name, 'default' in input ? input.default : ''] as const,
  );
  const all = { ...Object.fromEntries(defaults), ...given };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
}

async function refusalOf(given: Readonly<Record<string, string>>): Promise<unknown> {
  return loadInputs(env(given)).catch(({ code, message, hint }) => ({ code, message, hint }));
}

describe('inputs are read', () => {
  test('of a command that takes few, with the defaults of the others', async () => {
    expect(await loadInputs(env({ command: 'backup', repository, plan: 'a, b\n c a' }))).toEqual({
      command: 'backup',
      repository,
      plans: ['a', 'b', 'c'],
      full: false,
      roleToAssume: undefined,
      awsRegion: undefined,
      maxDuration: (5 * 60 + 45) * 60_000,
      cache: true,
    });
  });

  test('of a restore', async () => {
    const given = {
      command: 'restore',
      repository,
      plan: 'orders',
      at: '2026-11-22 22:30 +01:00',
      target: 'postgresql://me@db/orders',
      table: 'public.a\npublic.b c\n',
      conflict: 'replace',
      'no-owner': 'True',
      'map-role': 'a=b\nc=d',
      'map-schema': 'public=before',
      'into-schema': 'elsewhere',
      jobs: '8',
      'skip-damaged': 'true',
      name: 'as of Monday',
      bastion: 'tunnel@bastion:2222',
      'bastion-host-key': 'SHA256:abc',
      'max-duration': '90m',
      cache: 'false',
    };
    expect(await loadInputs(env(given))).toEqual({
      command: 'restore',
      repository,
      plan: 'orders',
      set: undefined,
      at: new Date('2026-11-22T21:30:00Z'),
      target: 'postgresql://me@db/orders',
      tables: ['public.a', 'public.b c'],
      schemas: [],
      conflict: 'replace',
      renameFormat: '{name}_dbs_{task}_{timestamp}',
      keepForeignKeys: false,
      intoSchema: 'elsewhere',
      mapSchemas: { public: 'before' },
      createDatabase: false,
      owner: false,
      acl: true,
      mapRoles: { a: 'b', c: 'd' },
      proof: true,
      jobs: 8,
      dryRun: false,
      skipDamaged: true,
      thaw: { wait: false, tier: 'Standard', days: 7 },
      resume: undefined,
      name: 'as of Monday',
      bastion: 'tunnel@bastion:2222',
      bastionHostKey: 'SHA256:abc',
      precheck: false,
      roleToAssume: undefined,
      awsRegion: undefined,
      maxDuration: 90 * 60_000,
      cache: false,
    });
  });

  test('of a restore that is resumed, whose plan is known', async () => {
    const given = { command: 'restore', repository, target: 'postgresql://me@db/orders' };
    expect(await loadInputs(env({ ...given, resume: 'as of Monday' }))).toMatchObject({
      plan: undefined,
      resume: 'as of Monday',
    });
    expect(await refusalOf({ ...given, 'bastion-host-key': 'SHA256:abc', resume: 'x' })).toMatchObject({
      message: 'input bastion-host-key goes with input bastion as user@host',
    });
    expect(await refusalOf(given)).toMatchObject({ message: 'restore needs an input plan' });
  });

  test('of tables and schemas that are on one line', async () => {
    const given = { command: 'restore', repository, plan: 'a', target: 'postgresql://me@db/orders' };
    const read = await loadInputs(env({ ...given, table: 'public.a, public."b, c".d,\n,x."y"', schema: 'a,b' }));
    expect(read).toMatchObject({ tables: ['public.a', 'public."b, c".d', 'x."y"'], schemas: ['a', 'b'] });
  });

  test('of a precheck of plans, or of files', async () => {
    const asked = async (given: object) => loadInputs(env({ command: 'precheck', repository, ...given }));
    expect(await asked({ plan: 'a b' })).toMatchObject({ plans: ['a', 'b'], files: [] });
    expect(await asked({ file: 'plans/a.yaml\nplans/b c.yaml' })).toMatchObject({
      plans: [],
      files: ['plans/a.yaml', 'plans/b c.yaml'],
    });
  });

  test('of a run-due that is to stay for further attempts', async () => {
    expect(await loadInputs(env({ command: 'run-due', repository }))).toMatchObject({ plans: [], retry: false });
    expect(await loadInputs(env({ command: 'run-due', repository, retry: 'true' }))).toMatchObject({ retry: true });
  });

  test('of drills, with their server from the environment where no input names it', async () => {
    const given = { command: 'drill', repository, plan: 'a' };
    expect(await loadInputs(env(given))).toMatchObject({ plan: 'a', set: undefined, jobs: 4, server: undefined });
    const PGSTOW_DRILL_SERVER = 'postgresql://me:secret@db/postgres';
    expect(await loadInputs({ ...env(given), PGSTOW_DRILL_SERVER })).toMatchObject({ server: PGSTOW_DRILL_SERVER });
    const due = { command: 'run-due', repository, kind: 'drill', server: 'postgresql://me@db/postgres' };
    expect(await loadInputs({ ...env(due), PGSTOW_DRILL_SERVER })).toMatchObject({
      kinds: ['drill'],
      server: due.server,
    });
    expect(await refusalOf({ ...given, server: 'postgresql://me:secret@db/postgres' })).toMatchObject({
      hint: "leave it out and set PGPASSWORD in the step's env, or set PGSTOW_DRILL_SERVER there to the whole address",
    });
  });

  test('of what keeps sets, thaws and brings them back, and makes new keys', async () => {
    const set = '20261122T213000Z-k3v9qa';
    const asked = async (given: object) => loadInputs(env({ repository, ...given }));
    expect(await asked({ command: 'hold', set, reason: 'case 4711' })).toMatchObject({ set, reason: 'case 4711' });
    expect(await asked({ command: 'release', set })).toMatchObject({ command: 'release', set });
    expect(await asked({ command: 'thaw', set, 'thaw-tier': 'Bulk', 'wait-for-thaw': 'true' })).toMatchObject({
      set,
      thaw: { wait: true, tier: 'Bulk', days: 7 },
    });
    expect(await asked({ command: 'undelete', 'dry-run': 'true' })).toMatchObject({ dryRun: true });
    expect(await asked({ command: 'archive' })).toMatchObject({ command: 'archive', dryRun: false });
    expect(await asked({ command: 'key-rotate' })).toMatchObject({ remove: [] });
    expect(await asked({ command: 'key-rotate', remove: '3f9a12c4, 00112233' })).toMatchObject({
      remove: ['3f9a12c4', '00112233'],
    });
  });

  test('with the target from the environment, password and all', async () => {
    const PGSTOW_TARGET = 'postgresql://me:secret@db/orders';
    const read = await loadInputs({ ...env({ command: 'restore', repository, plan: 'a' }), PGSTOW_TARGET });
    expect(read).toMatchObject({ target: PGSTOW_TARGET });
  });
});

describe('what is wrong is said', () => {
  test('of a command that there is none of', async () => {
    expect(await refusalOf({ command: 'bakcup', repository })).toEqual({
      code: 'input',
      message: 'input command does not take "bakcup"',
      hint: 'did you mean backup? allowed are run-due, backup, precheck, restore, drill, verify, prune, copy, repair, archive, thaw, hold, release, undelete, key-rotate, cost, health, plan-apply, matrix',
    });
  });

  test('of an input that there is none of', async () => {
    expect(await refusalOf({ command: 'run-due', repository, plans: 'orders' })).toEqual({
      code: 'input',
      message: 'there is no input plans (given "orders")',
      hint: `did you mean plan? inputs are ${Object.keys(inputs).join(', ')}`,
    });
  });

  test('of a secret in the wrong place, which is not repeated', async () => {
    expect(await refusalOf({ command: 'run-due', repository, 'pgstow-key': 'pgstow-key-1-abc' })).toEqual({
      code: 'input',
      message: 'there is no input pgstow-key',
      hint: "keys and passwords belong into the step's env, as PGSTOW_KEY",
    });
    const target = 'postgresql://me:hunter2@db/orders';
    expect(await refusalOf({ command: 'restore', repository, plan: 'a', target })).toEqual({
      code: 'input',
      message: 'input target holds a password, and what stands under with is shown in logs',
      hint: "leave it out and set PGPASSWORD in the step's env, or set PGSTOW_TARGET there to the whole address",
    });
  });

  test('of a hold that names neither a set nor a reason', async () => {
    expect(await refusalOf({ command: 'hold', repository, reason: ' ' })).toEqual({
      code: 'input',
      message: [
        '2 inputs are wrong',
        `hold needs an input set: ${inputs.set.description.slice(0, -1)}`,
        'hold needs an input reason: What the legal hold is for',
      ].join('\n'),
      hint: 'mend all of them in the step of the workflow',
    });
  });

  test('of a key that is taken for a slot, which is not repeated', async () => {
    expect(await refusalOf({ command: 'key-rotate', repository, remove: '3f9a12c4 pgstow-key-1-abc' })).toEqual({
      code: 'input',
      message: 'input remove is not a list of key slots',
      hint: 'give what pgstow key list shows, such as 3f9a12c4',
    });
  });

  test('of a precheck of nothing, and of both', async () => {
    expect(await refusalOf({ command: 'precheck', repository })).toEqual({
      code: 'input',
      message: 'precheck needs an input plan or an input file',
      hint: 'name plans that are applied, or files',
    });
    expect(await refusalOf({ command: 'precheck', repository, plan: 'a', file: 'b.yaml' })).toEqual({
      code: 'input',
      message: 'input plan ("a") and input file ("b.yaml") are both given',
      hint: 'give one of them',
    });
  });

  test('of all inputs at once', async () => {
    const given = {
      command: 'restore',
      plan: 'a b',
      set: '20261122T213000Z-k3v9qa',
      at: '2026-11-22T21:30:00Z',
      conflict: 'replce',
      jobs: '65',
      sample: '5',
      'dry-run': 'yes',
      tabel: 'public.x',
      'role-to-assume': 'backup',
      'max-duration': '5 hours',
    };
    const others = ['file', 'from', 'full', 'kind', 'retry', 'reason', 'remove', 'sample', 'prices', 'server'];
    const names = Object.keys(inputs).filter((name) => !others.includes(name));
    expect(await refusalOf(given)).toEqual({
      code: 'input',
      message: [
        '11 inputs are wrong',
        `there is no input tabel (given "public.x"): did you mean table? inputs are ${Object.keys(inputs).join(', ')}`,
        'input conflict does not take "replce": did you mean replace? allowed are rename, fail, skip, replace, append',
        'input jobs does not take "65": give a whole number from 1 to 64',
        'input dry-run does not take "yes": allowed are true and false',
        'input role-to-assume does not take "backup": give the role\'s ARN, as arn:aws:iam::123456789012:role/backup',
        'input max-duration does not take "5 hours": give hours, minutes and seconds, as 5h45m, 90m or 30s',
        `restore takes no input sample (given "5"): inputs of restore are ${names.join(', ')}`,
        `there must be an input repository: ${inputs.repository.description.slice(0, -1)}`,
        `restore needs an input target: ${inputs.target.description.slice(0, -1)}`,
        'restore takes one plan, and input plan is "a b": make a step for each of them',
        'input set ("20261122T213000Z-k3v9qa") and input at (2026-11-22T21:30:00.000Z) are both given: give one of them: each names a set',
      ].join('\n'),
      hint: 'mend all of them in the step of the workflow',
    });
  });
});
