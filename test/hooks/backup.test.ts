import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ProgressMeter } from '../../engine/events.ts';
import { backup, initRepository, openRepository, parsePlans, type Repository } from '../../engine/index.ts';
import { withSetInTheMaking } from '../../engine/prune/setInTheMaking.ts';
import { runDue } from '../../engine/run/runDue.ts';
import { workshop } from '../cli/pgstow.ts';
import { Receiver, secret } from '../notify/receiver.ts';
import { testSurroundings, withRepository } from '../repository/folderRepository.ts';
import { freshDatabase, server } from '../servers.ts';
import { expectGone } from './processes.ts';

/** Nobody is there: what reads it fails otherwise than these tests expect. */
const nowhere = { host: '/nowhere', database: 'd', user: 'u' };

interface Scene {
  readonly repository: Repository;
  readonly folder: string;
  readonly receiver: Receiver;
  /** Where the addresses of the receiver are, and hooks are allowed. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

async function onScene(act: (scene: Scene) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-hooks-'));
  try {
    await using receiver = await Receiver.start(200);
    const repository = await initRepository(join(folder, 'repository'), { encryption: 'none' });
    const { PATH } = process.env;
    const env = { PATH, PGSTOW_ALLOW_HOOKS: '1', HOOK: receiver.url, PING: `${receiver.url}/ping`, BROKEN: 'nonsense' };
    await act({ repository, folder, receiver, env });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function apply({ plans }: Repository, document: object): Promise<void> {
  for (const plan of parsePlans(JSON.stringify(document), 'plan.json')) await plans.apply(plan);
}

const everything = { webhook: { env: 'HOOK' }, on: ['failure', 'success', 'skipped', 'missed'] } as const;

test('a backup runs its commands under its lease, and tells of its set; who cannot be told is a warning', (context) =>
  onScene(async ({ repository, folder, receiver, env }) => {
    await using source = await freshDatabase(await server('18', context));
    await source.query('CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) n');
    const { host, port, database, user } = source.target;
    await apply(repository, {
      id: 'orders',
      source: { host, port, database, user },
      hooks: {
        before: [
          ['sh', '-c', `cat ${folder}/repository/leases/backup.orders/*; echo "$PGSTOW_RUN" > ${folder}/before`],
        ],
        after: [
          [
            'sh',
            '-c',
            `cat ${folder}/repository/leases/backup.orders/* && echo "$PGSTOW_OUTCOME $PGSTOW_SET" > ${folder}/after`,
          ],
          ['false'],
        ],
      },
      notifications: [everything, { webhook: { env: 'BROKEN' }, on: ['success'] }],
      ping: { env: 'PING' },
    });
    const leases: string[] = [];
    const { set, run } = await backup(repository, 'orders', {
      env,
      onEvent: (event) => event.kind === 'remark' && event.message.includes('"lease"') && leases.push(event.message),
    });
    expect(await readFile(join(folder, 'before'), 'utf8')).toBe(`${run}\n`);
    expect(await readFile(join(folder, 'after'), 'utf8')).toBe(`succeeded ${set.set}\n`);
    expect(leases).toHaveLength(2);
    expect(leases.join('\n')).not.toContain('"ended"');

    const [ping, ...messages] = receiver.received.toSorted((a, b) => (a.method! < b.method! ? -1 : 1));
    expect(ping).toMatchObject({ method: 'GET', path: expect.stringMatching(/\/ping$/) });
    expect(messages.map(({ body }) => JSON.parse(body))).toEqual([
      {
        version: 1,
        event: 'success',
        outcome: 'succeeded',
        kind: 'backup',
        plan: { id: 'orders', name: 'orders' },
        repository: repository.store.url,
        host: repository.surroundings.host,
        run,
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        duration: expect.any(Number),
        set: set.set,
        tables: 1,
        rows: 1000,
        bytes: set.totals.bytes,
        newBytes: set.totals.newBytes,
        warnings: ['hooks.after[1] (false) ended with status 1'],
      },
    ]);
    const record = await repository.runs.get(run);
    expect(record).toMatchObject({
      state: 'succeeded',
      warnings: [
        'hooks.after[1] (false) ended with status 1',
        'a message did not arrive: notifications[1].webhook: what it names is no address',
      ],
    });
    expect(JSON.stringify(record)).not.toContain(secret);
  }));

test('a machine that allows no hooks reads nothing, and the failure is told', () =>
  onScene(async ({ repository, folder, receiver, env }) => {
    const hooks = { before: [['touch', `${folder}/before`]], after: [['touch', `${folder}/after`]] };
    await apply(repository, { id: 'orders', source: nowhere, hooks, notifications: [everything] });
    const message = 'plan orders has hooks, and this machine runs none: PGSTOW_ALLOW_HOOKS is not set';
    const refused = backup(repository, 'orders', { env: { ...env, PGSTOW_ALLOW_HOOKS: undefined } });
    await expect(refused).rejects.toMatchObject({ code: 'precheck', message });
    expect(await repository.runs.list('orders')).toMatchObject([{ state: 'failed', error: { message } }]);
    expect(receiver.messages).toMatchObject([
      { event: 'failure', outcome: 'failed', error: { code: 'precheck', message } },
    ]);
    await expect(readFile(join(folder, 'before'))).rejects.toThrow('ENOENT');
    await expect(readFile(join(folder, 'after'))).rejects.toThrow('ENOENT');
  }));

test('a machine that allows no hooks leaves a start to the one that is at it', () =>
  onScene(async ({ repository, env }) => {
    await apply(repository, { id: 'orders', source: nowhere, hooks: { before: [['true']] } });
    const holder = { run: '20260101T000000Z-aaaaaa', meter: new ProgressMeter(), signal: new AbortController().signal };
    await withSetInTheMaking(repository, 'orders', holder, async () => {
      const refused = backup(repository, 'orders', { env: { ...env, PGSTOW_ALLOW_HOOKS: undefined } });
      await expect(refused).rejects.toMatchObject({ code: 'busy' });
    });
  }));

test('without the key nothing is begun: no command is run, and the failure is told', () =>
  onScene(async ({ folder, receiver, env }) => {
    const place = join(folder, 'encrypted');
    await initRepository(place, { encryption: { passphrase: 'a passphrase' } });
    const locked = await openRepository(place);
    const hooks = { before: [['touch', `${folder}/before`]], after: [['touch', `${folder}/after`]] };
    await apply(locked, { id: 'orders', source: nowhere, hooks, notifications: [everything] });
    const message = `${place} is encrypted, and no key is given`;
    await expect(backup(locked, 'orders', { env })).rejects.toMatchObject({ code: 'input', message });
    expect(receiver.messages).toMatchObject([{ event: 'failure', error: { message } }]);
    await expect(readFile(join(folder, 'before'))).rejects.toThrow('ENOENT');
    await expect(readFile(join(folder, 'after'))).rejects.toThrow('ENOENT');
  }));

test('a command before it that fails keeps the database from being read', () =>
  onScene(async ({ repository, folder, receiver, env }) => {
    const after = [['sh', '-c', `echo "$PGSTOW_OUTCOME" > ${folder}/after`]];
    const hooks = { before: [['sh', '-c', 'echo the disk is full; exit 2']], after };
    await apply(repository, { id: 'orders', source: nowhere, hooks, notifications: [everything] });
    const message = 'plan orders: hooks.before[0] (sh) ended with status 2\nthe disk is full';
    await expect(backup(repository, 'orders', { env })).rejects.toMatchObject({ code: 'precheck', message });
    expect(await readFile(join(folder, 'after'), 'utf8')).toBe('failed\n');
    expect(receiver.messages).toMatchObject([{ event: 'failure', error: { message } }]);
  }));

test('a backup of a plan that is being backed up tells that it is skipped, and runs no command', () =>
  onScene(async ({ repository, folder, receiver, env }) => {
    const hooks = { before: [['touch', `${folder}/before`]] };
    await apply(repository, { id: 'orders', source: nowhere, hooks, notifications: [everything] });
    const holder = { run: '20260101T000000Z-aaaaaa', meter: new ProgressMeter(), signal: new AbortController().signal };
    await withSetInTheMaking(repository, 'orders', holder, async () => {
      await expect(backup(repository, 'orders', { env })).rejects.toMatchObject({ code: 'busy' });
      // what becomes of a start is told by whoever makes it
      const start = '2026-01-01T00:00:00.000Z';
      await expect(backup(repository, 'orders', { env, start })).rejects.toMatchObject({ code: 'busy' });
    });
    expect(receiver.messages).toHaveLength(1);
    expect(receiver.messages).toMatchObject([{ event: 'skipped', outcome: 'skipped', error: { code: 'busy' } }]);
    await expect(readFile(join(folder, 'before'))).rejects.toThrow('ENOENT');
  }));

/** The processes of the first command of a plan, a stubborn one, once they are there. */
async function pidsIn(file: string): Promise<number[]> {
  for (;;) {
    const pids = (await readFile(file, 'utf8').catch(() => '')).trim().split(' ').filter(Boolean).map(Number);
    if (pids.length === 2) return pids;
    await sleep(50);
  }
}

test.for<[string, number]>([
  ['Ctrl-C', 1],
  ['Ctrl-C, and once more', 2],
])('%s in the middle of a command ends it and all that it has started, and is told where there is time', ([, times]) =>
  onScene(async ({ folder, receiver, env }) => {
    const hooks = {
      before: [['sh', '-c', `trap '' TERM; sleep 60 & echo $$ $! > ${folder}/pids; wait`]],
      after: [times === 1 ? ['sh', '-c', `echo "$PGSTOW_OUTCOME" > ${folder}/after`] : ['sleep', '60']],
    };
    await using shop = await workshop({ id: 'orders', source: nowhere, hooks, notifications: [everything] });
    const { HOOK, PGSTOW_ALLOW_HOOKS } = env as { readonly HOOK: string; readonly PGSTOW_ALLOW_HOOKS: string };
    const child = shop.start(['backup', 'orders', '--quiet'], { env: { HOOK, PGSTOW_ALLOW_HOOKS } });
    const ending = new Promise((resolve) => child.once('exit', resolve));
    const pids = await pidsIn(join(folder, 'pids'));
    for (let time = 1; time <= times; time++) {
      child.kill('SIGINT');
      if (time < times) await new Promise((resolve) => child.stderr.once('data', resolve)); // it has heard it
    }
    expect(await ending).toBe(130);
    await expectGone(pids);
    if (times > 1) {
      expect(receiver.messages, 'there was no time').toEqual([]); // a second for the command, three for the one after it
      return;
    }
    expect(await readFile(join(folder, 'after'), 'utf8')).toBe('interrupted\n');
    expect(receiver.messages).toMatchObject([{ event: 'failure', outcome: 'interrupted' }]);
  }),
);

test('a backup that cannot even be recorded is told as failed', () =>
  onScene(async ({ repository, folder, receiver, env }) => {
    await apply(repository, { id: 'orders', source: nowhere, notifications: [everything] });
    await writeFile(join(folder, 'repository/runs'), 'a file where a folder is to be');
    await expect(backup(repository, 'orders', { env })).rejects.toMatchObject({ code: 'store' });
    expect(receiver.messages).toMatchObject([{ event: 'failure', error: { code: 'store' } }]);
    expect(receiver.messages[0]).not.toHaveProperty('run');
  }));

test('starts that were missed are told once, by whoever records them', () =>
  onScene(async ({ receiver, env }) => {
    const surroundings = testSurroundings('2026-11-20T12:00:00.000Z');
    await withRepository(async (repository) => {
      const schedule = { startAt: ['01:00'] };
      await apply(repository, { id: 'orders', source: nowhere, schedule, notifications: [everything] });
      const broken = [{ webhook: { env: 'BROKEN' } }];
      await apply(repository, { id: 'other', source: nowhere, schedule, notifications: broken });
      surroundings.goTo('2026-11-23T00:30:00.000Z');
      for (const plan of ['orders', 'other']) await repository.plans.pause(plan);
      const warnings: string[] = [];
      const onWarning = (plan: string, message: string) => warnings.push(`${plan}: ${message}`);
      const make = { backup: async () => {}, drill: async () => {} };
      const look = () => runDue(repository, { now: surroundings.now, env, onWarning, make });
      await Promise.all([look(), look()]);
      await look();
      const starts = receiver.messages.map(({ event, start, reason }) => `${event} ${start}: ${reason}`);
      expect(starts.sort()).toEqual([
        'missed 2026-11-21T01:00:00.000Z: nothing ran it before the next start',
        'missed 2026-11-22T01:00:00.000Z: the plan was paused, or its schedule was taken away, before anything ran it',
      ]);
      const lost = 'other: a message did not arrive: notifications[0].webhook: what it names is no address';
      expect(warnings).toEqual([lost, lost]);
    }, surroundings);
  }));
