import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyWorkshop, pgstow, type Workshop, workshop } from './pgstow.ts';

let shop: Workshop;
const unreachable = { source: { host: '127.0.0.1', port: 1, database: 'd', user: 'u' } };

beforeAll(async () => {
  shop = await workshop(
    { id: 'orders-nightly', name: 'Orders', ...unreachable },
    { id: 'billing-a', name: 'Twice', ...unreachable },
    { id: 'billing-b', name: 'Twice', ...unreachable },
  );
});

afterAll(() => shop[Symbol.asyncDispose]());

const everyCommand =
  'init, key, plan, test-connection, test-notifications, grants, precheck, backup, sets, show, cat, query, range, verify, health, cost, copy, repair, pin, unpin, hold, release, prune, archive, thaw, undelete, due, run-due, scheduler, metrics, matrix, render, restore, drill, export, runs, run, completion';
const instants =
  'write it with a zone, as 2026-11-22T21:30:00Z or "2026-11-22 22:30 +01:00", or without one in local time, as "2026-11-22 22:30"';

const refused: readonly [args: string[], message: string, hint: string][] = [
  [['bakcup', 'x'], "unknown command 'bakcup'", `did you mean backup? pgstow knows ${everyCommand}`],
  [
    ['plan', 'aply'],
    "unknown command 'aply'",
    'did you mean apply? pgstow plan knows apply, list, show, history, pause, start, delete',
  ],
  [
    ['range', 'orders-nightly', '--jsn'],
    "unknown option '--jsn'",
    'did you mean --json? pgstow range knows --repository, --key-file, --json, --quiet, --help',
  ],
  [
    ['backup'],
    "missing required argument 'plan'",
    'usage: pgstow backup [options] <plan...>; see pgstow backup --help',
  ],
  [
    ['range', 'a', 'b'],
    "too many arguments for 'range'. Expected 1 argument but got 2: a, b.",
    'usage: pgstow range [options] <plan>; see pgstow range --help',
  ],
  [
    ['restore', 'orders-nightly', '--conflict', 'replce'],
    '--conflict does not take "replce"',
    'did you mean replace? allowed are rename, fail, skip, replace, append',
  ],
  [['restore', 'orders-nightly', '--jobs', '0'], '--jobs does not take "0"', 'give a whole number from 1 to 64'],
  [['restore', 'orders-nightly', '--jobs', '1e1'], '--jobs does not take "1e1"', 'give a whole number from 1 to 64'],
  [
    ['restore', 'orders-nightly', '--map-role', 'a'],
    '--map-role does not take "a"',
    'write OLD=NEW, as app_owner=staging_owner',
  ],
  [
    ['restore', 'orders-nightly', '--map-role', 'a=b', '--map-role', 'a=c'],
    '--map-role maps a to b and to c',
    'give one of them',
  ],
  [
    ['restore', 'orders-nightly', '--set', 'x', '--to', 'y'],
    "option '--set <id>' cannot be used with option '--to <time>'",
    'see pgstow restore --help',
  ],
  [
    ['restore', 'orders-nightly'],
    'no target is given',
    'name it with --target postgresql://user@host:5432/database (postgresql:// alone is that of PGHOST and its like), or set PGSTOW_TARGET',
  ],
  [
    ['restore', 'orders-nightly', '--target', 'postgresql://u@h/d', '--to', 'yesterday'],
    '--to "yesterday" is not an instant',
    instants,
  ],
  [
    ['restore', 'orders-nightly', '--target', 'postgresql://u@h/d', '--to', '2026-02-30 10:00Z'],
    '--to "2026-02-30 10:00Z" does not exist',
    instants,
  ],
  [
    ['restore', 'orders-nightly', '--target', 'postgresql://u@h/d', '--to', '2999-01-01T00:00:00Z'],
    '--to "2999-01-01T00:00:00Z" is in the future',
    instants,
  ],
  [
    ['restore', 'orders-nightly', '--target', 'postgresql://u@h/d', '--to', '2020-01-01T00:00:00Z'],
    'plan orders-nightly has no set yet',
    'make one: pgstow backup orders-nightly',
  ],
  [
    ['restore', 'orders-nightly', '--target', 'host=h'],
    "the target's URL is not of the form postgresql://…",
    'postgresql://user@host:5432/database?sslmode=verify-full',
  ],
  [['verify', '--sample', '0'], '--sample does not take "0"', 'give a percentage above 0 and up to 100, as 5'],
  [
    ['grants', 'orders-nightly'],
    "required option '--for <purpose>' not specified",
    'allowed are backup, restore; see pgstow grants --help',
  ],
  [
    ['grants', 'orders-nightly', '--for', 'bakup'],
    '--for does not take "bakup"',
    'did you mean backup? allowed are backup, restore',
  ],
  [['completion', 'fsh'], 'shell does not take "fsh"', 'did you mean fish or zsh? allowed are bash, zsh, fish'],
  [['backup', 'orders-nightl'], 'there is no plan "orders-nightl" in this repository', 'did you mean orders-nightly?'],
  [['precheck', 'Twice'], '2 plans have the name "Twice": billing-a, billing-b', 'use the id'],
  [['show', 'x'], 'there is no set "x" in this repository', 'pgstow sets shows those that there are'],
  [['run', 'show', 'x'], 'there is no run "x" in this repository', 'pgstow runs shows those that there are'],
  [
    ['verify', '20261122T213000Z-aaaaaa'],
    'there is no set "20261122T213000Z-aaaaaa" in this repository',
    'pgstow sets shows those that there are',
  ],
  [
    ['sets', '--key-file', '/nowhere/key'],
    '--key-file: the file /nowhere/key cannot be read: no such file (ENOENT)',
    'check the path (relative ones start at the working directory) and the rights of this user',
  ],
  [
    ['plan', 'apply', '-f', '/nowhere/plans.yaml'],
    '/nowhere/plans.yaml cannot be read: there is no such file',
    'check the path and the rights of this user',
  ],
];

describe.concurrent('bad input ends with 2, and says what is wrong and what is allowed', () => {
  test.for(refused)('pgstow %j', async ([args, message, hint]) => {
    const { status, stdout, stderr } = await shop.run(args);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `pgstow: ${message}\nhint: ${hint}\n`,
    });
  });
});

test('without a repository it is said how to name one', async () => {
  const { status, stderr } = await pgstow(['sets']);
  expect(stderr).toBe(
    'pgstow: no repository is given\nhint: name it with --repository ./folder, or set PGSTOW_REPOSITORY\n',
  );
  expect(status).toBe(2);
});

test('a folder that is no repository is refused with the way to make one', async () => {
  await using empty = await emptyWorkshop();
  const { status, stderr } = await pgstow(['sets', '--repository', empty.folder]);
  expect(stderr).toBe(
    `pgstow: ${empty.folder} is not a repository: it has no repository.json\n` +
      `hint: check the address, or make one there: pgstow init --repository '${empty.folder}'\n`,
  );
  expect(status).toBe(2);
});

test('without a command the help is shown, and the status is 2', async () => {
  const { status, stdout, stderr } = await pgstow([]);
  expect(status).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^Usage: pgstow/);
});

test('all mistakes of all plan files are told at once, and nothing is applied', async () => {
  await using made = await workshop();
  const bad = JSON.stringify([
    { id: 'A', source: { host: 'h', database: 'd', user: 'u' } },
    { id: 'b', sorce: {} },
  ]);
  const { status, stderr } = await made.run(['plan', 'apply', '-f', '-', '/nowhere.yaml'], { input: bad });
  expect(status).toBe(2);
  expect(stderr).toMatch(/^pgstow: standard input has 3 problems\n {2}standard input:1:\d+: A: id: /);
  expect(stderr).toContain('/nowhere.yaml cannot be read: there is no such file');
  expect(await made.document(['plan', 'list'])).toEqual({ plans: [] });
});

test('a plan that two files have is refused', async () => {
  await using made = await workshop();
  const files = ['a.json', 'b.json'].map((name) => join(made.folder, name));
  for (const file of files) await writeFile(file, JSON.stringify({ id: 'p', ...unreachable }));
  const { status, stderr } = await made.run(['plan', 'apply', '-f', ...files]);
  expect(stderr).toBe(`pgstow: plan p is in ${files[0]} and in ${files[1]}\nhint: leave one of them out\n`);
  expect(status).toBe(2);
});

describe.concurrent('a password', () => {
  const secret = 'geheim';

  test.for([
    ['restore', 'orders-nightly', '--target', `postgresql://u:${secret}@h/d`],
    ['restore', 'orders-nightly', `--target=postgresql://u@h/d?password=${secret}`],
  ])('among the arguments is refused: %j', async (args) => {
    const { status, stderr } = await shop.run(args);
    expect(stderr).toBe(
      'pgstow: --target holds a password, and every user of this machine can read the arguments of a process\n' +
        'hint: leave it out and set PGPASSWORD, or set PGSTOW_TARGET to the whole URL\n',
    );
    expect(status).toBe(2);
  });

  test.for([
    ['restore', 'x', `--traget=postgresql://u:${secret}@h/d`],
    ['restore', 'x', 'y', `postgresql://u:${secret}@h/d`],
    ['sets', `postgresql://u:${secret}@h/d`],
    [`postgresql://u:${secret}@h/d`],
  ])('in the wrong place is not repeated: %j', async (args) => {
    const { status, stdout, stderr } = await shop.run([...args, '--json']);
    expect(status).toBe(2);
    expect(stdout + stderr).not.toContain(secret);
  });

  test('in PGSTOW_TARGET is taken', async () => {
    const { stderr } = await shop.run(['restore', 'orders-nightly'], {
      env: { PGSTOW_TARGET: `postgresql://u:${secret}@127.0.0.1:1/d` },
    });
    expect(stderr).toContain('plan orders-nightly has no set yet');
    expect(stderr).not.toContain(secret);
  });
});

test('with --json what is wrong is the document, and stands on standard error too', async () => {
  const { status, stdout, stderr } = await shop.run(['range', 'nope', '--json']);
  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toEqual({
    error: {
      code: 'input',
      message: 'there is no plan "nope" in this repository',
      hint: 'pgstow plan list shows those that there are',
    },
  });
  expect(stderr).toMatch(/^pgstow: there is no plan "nope"/);
});

test('control characters of names reach no terminal', async () => {
  const { stderr } = await shop.run(['show', 'x\x1b[2Jy']);
  expect(stderr).not.toContain('\x1b');
});
