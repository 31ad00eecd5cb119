import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup, initRepository, parsePlan, type Repository } from '../../engine/index.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { missingSshd, SshServer } from '../tunnel/sshServer.ts';
import { Runner } from './runner.ts';

const noSshd = missingSshd();

let runner: Runner;
beforeAll(async () => {
  runner = await Runner.start({}, { RUNNER_ENVIRONMENT: 'self-hosted' }); // whose folders stay
});
afterAll(() => runner[Symbol.asyncDispose]());

/** A repository in a folder of the workspace, with a set of the plan of its name. */
async function backedUp(name: string, { target }: TestDatabase): Promise<{ repository: Repository; set: string }> {
  const repository = await initRepository(join(runner.workspace, name), { encryption: 'none' });
  const { host, port, database, user } = target;
  await repository.plans.apply(parsePlan({ id: name, source: { host, port, database, user } }));
  return { repository, set: (await backup(repository, name)).set.set };
}

/** Its rows go in only while nobody holds the lock, which is the target database's own. */
const held = `
  CREATE FUNCTION may_come() RETURNS bool LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock_shared(4711) IS NOT NULL $$;
  CREATE TABLE first AS SELECT n, md5(n::text) AS what FROM generate_series(1, 60000) n;
  CREATE TABLE second (n int CHECK (may_come())); INSERT INTO second VALUES (1)`;

async function isLoading(target: TestDatabase, step: ChildProcess): Promise<void> {
  for (;;) {
    const [notes] = await target.query("SELECT to_regclass('pgstow_restore.done') IS NOT NULL AS there");
    const loaded = "SELECT FROM pgstow_restore.done WHERE what LIKE 'range%'";
    if (notes!.there && (await target.query(loaded)).length > 0) return;
    if (step.exitCode !== null) throw new Error('the step has ended before it could be looked at');
    await pause(50);
  }
}

test('a restore that was cancelled is gone on with when the step is run again, with the set that it had begun with', async (context) => {
  const running = await server('18', context);
  await using source = await freshDatabase(running);
  await using target = await freshDatabase(running);
  await source.query(held);
  const { repository, set } = await backedUp('held', source);
  const given = { command: 'restore', plan: 'held', repository: './held', target: target.url, name: 'again' };

  await target.query('SELECT pg_advisory_lock(4711)');
  const child = await runner.start({ with: { ...given, jobs: '1' } });
  const end = runner.ended(child);
  await isLoading(target, child);
  runner.cancel(child);
  expect((await end).outputs.status).toBe('interrupted');
  await target.query('SELECT pg_advisory_unlock(4711)');
  await source.query('INSERT INTO first VALUES (0)');
  await backup(repository, 'held');

  const again = await runner.run({ with: given });
  expect(again.report).toMatchObject({
    status: 'succeeded',
    done: { set: { set }, proved: 2, provedRows: 60001 },
  });
  const [run] = (await repository.runs.list('held')).filter((each) => each.state === 'interrupted');
  expect(again.report.warnings).toEqual([
    expect.stringMatching(`^an unfinished restore is gone on with, of set ${set}, .*, is newer`),
    `the unfinished restore ${run!.run} is gone on with: 1 of 2 tables are loaded already`,
  ]);
  const byName = await runner.run({
    with: { command: 'restore', repository: './held', target: target.url, resume: 'again' },
  });
  expect(byName.annotations).toMatchObject([
    { message: expect.stringContaining('has succeeded: there is nothing left to do') },
  ]);
});

test('rows that are stored damaged are left out where that is asked for, and the step fails with what is missing', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query(`
    CREATE TABLE big AS SELECT n, md5(n::text) AS what FROM generate_series(1, 60000) n;
    CREATE TABLE small AS SELECT 1 AS n`);
  const { repository, set } = await backedUp('spoilt', source);
  const items = await repository.sets.readContents(await repository.sets.get(set));
  const big = items.findIndex((item) => item.kind === 'table' && item.name === 'big');
  const [range] = items.filter((item) => item.kind === 'range').filter(({ table }) => table === big);
  await rm(join(runner.workspace, 'spoilt', blobKey(range!.pieces[0]!.blob)));
  const given = { command: 'restore', plan: 'spoilt', repository: './spoilt', target: target.url };

  const refused = await runner.run({ with: given });
  expect(refused.report.failures).toMatchObject([{ code: 'damaged' }]);
  expect(refused.report.failures[0].hint).toContain('input skip-damaged');
  const { status, report } = await runner.run({ with: { ...given, 'skip-damaged': 'true' } });
  expect({ status, message: report.failures[0].message }).toEqual({
    status: 1,
    message: expect.stringMatching(
      /^all is restored but rows whose blobs are damaged: public.big lacks 60000 of 60000 rows/,
    ),
  });
  expect(await target.query('SELECT n FROM small')).toEqual([{ n: 1 }]);
  expect(report.done).toMatchObject({ proved: 2, lost: [{ schema: 'public', name: 'big', rows: 60_000 }] });
});

test.skipIf(noSshd)(
  'a target behind a bastion is reached with the key of the environment, which nobody is told',
  async (context) => {
    await using sshd = await SshServer.start();
    await using source = await freshDatabase(await server('18', context));
    await using target = await freshDatabase(source.server);
    await source.query('CREATE TABLE orders AS SELECT 1 AS n');
    await backedUp('walled', source);
    const PGSTOW_BASTION_KEY = sshd.read('user');
    runner.keepSecret('the key of the bastion', PGSTOW_BASTION_KEY.split('\n')[2]!);
    const bastion = `${sshd.user}@127.0.0.1:${sshd.port}`;
    const given = { command: 'restore', plan: 'walled', repository: './walled', target: target.url, bastion };

    const stranger = await runner.run({
      with: { ...given, 'bastion-host-key': `SHA256:${'A'.repeat(43)}` },
      env: { PGSTOW_BASTION_KEY },
    });
    expect(stranger.report.failures[0].hint).toContain('input bastion-host-key');
    const hostKey = sshd.read('host.pub').trim();
    const { report } = await runner.run({
      with: { ...given, 'bastion-host-key': hostKey },
      env: { PGSTOW_BASTION_KEY },
    });
    expect(report).toMatchObject({ status: 'succeeded', done: { proved: 1 } });
    expect(sshd.log).toContain('Accepted publickey');
    const ofPlan = await runner.run({ with: { ...given, bastion: 'plan' } });
    expect(ofPlan.report.failures).toMatchObject([
      { message: 'plan walled has no bastion', hint: 'name one: input bastion as user@host' },
    ]);
  },
);
