import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { openRepository, restore } from '../../engine/index.ts';
import { pgstow } from '../cli/pgstow.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import type { StopPoint } from './engineJob.ts';
import { runEngine } from './engineProcess.ts';
import { furtherSchema, restoreModes } from './restoreModes.ts';
import { killInMode } from './resumeInMode.ts';
import { ResumedShop, rangesNoted } from './resumeRestore.ts';
import { restoreRequest } from './scene.ts';

let shop: ResumedShop | undefined;
let target: TestDatabase;

beforeEach(async (context) => {
  shop ??= await ResumedShop.open(await server('18', context), furtherSchema);
  target = await freshDatabase(shop.source.server);
});
afterAll(() => shop?.[Symbol.asyncDispose]());

/** A restore of the shop sends some 120 messages; each of these is random within its third of them. */
const moments = [0, 1, 2].map((third) => 10 + Math.floor((third + Math.random()) * 36));

test.each(moments)(
  'a restore that is killed at message %i goes on from there, and no range is loaded twice',
  async (nth) => {
    const run = await shop!.kill(target, { at: { query: '.', moment: 'before', nth }, signal: 'SIGKILL' });
    if (run) await shop!.expectDone(target, run);
    else await shop!.expectRestored(target);
  },
);

const anyMode = restoreModes[Math.floor(Math.random() * restoreModes.length)]!;
const later = () => 25 + Math.floor(Math.random() * 80);

test.each([[anyMode.name, anyMode, [later(), later()]] as const])(
  'a restore in any other way (%s) that is killed at random statements comes to what one comes to that nobody kills',
  async (_, mode, statements) => {
    await killInMode(shop!, mode, statements).catch((thrown) => {
      throw new Error(`killed at statements ${statements.join(' and then ')}`, { cause: thrown });
    });
  },
);

describe('a restore that is resumed after the server has crashed', () => {
  test.each([
    [
      { query: '^CREATE INDEX', moment: 'before' },
      'SELECT',
      /^the unfinished restore \S+ is gone on with: \d+ of 12 tables are loaded already$/,
    ],
    [
      { phase: 'finish' },
      'CHECKPOINT', // else the last commits, which the restore does not wait for, may be lost together with their notes
      /left are removed first: table "public"\."\w+" has lost its rows, as unlogged tables do when the server crashes$/,
    ],
  ] as const)('loads what was in unlogged tables again: %j', async (at, first, warning) => {
    await using own = await startServer({ settings: { fsync: 'off', wal_level: 'logical' } });
    await using before = await freshDatabase(own);
    const run = await shop!.kill(before, { at, signal: 'SIGKILL' });
    await before.query(first);
    await own.kill9();
    await own.restart();
    const after = new TestDatabase(own, before.name);
    const { warnings } = await shop!.expectDone(after, run!, { crashed: true });
    expect(warnings[0]).toMatch(warning);
    await after.drop();
  });
});

describe('a restore that is resumed', () => {
  const inTheLoad: StopPoint = { query: '^COPY (?!pg_temp).* FROM STDIN', moment: 'before', nth: 6 };

  test('can be killed again and again', async () => {
    let run = await shop!.kill(target, { at: inTheLoad, signal: 'SIGKILL' });
    const first = await rangesNoted(target);
    expect(first).toBeGreaterThan(0);
    for (const at of [
      { query: '^COPY (?!pg_temp).* FROM STDIN', moment: 'before', nth: 3 },
      { phase: 'finish' },
    ] as const) {
      run = await shop!.kill(target, { at, signal: 'SIGKILL' }, { resume: run });
    }
    expect(await rangesNoted(target)).toBe(shop!.ranges);
    const { warnings, done } = await shop!.expectDone(target, run!);
    expect(warnings[0]).toMatch(/^the unfinished restore \S+ is gone on with: 12 of 12 tables are loaded already$/);
    expect(done!.proved).toBe(12);
  });

  test('takes what it is asked to do from the one that was killed, and refuses anything else by name', async () => {
    const run = await shop!.kill(target, { at: inTheLoad, signal: 'SIGKILL' });
    const repository = await openRepository(shop!.folder);
    const again = (more: object) => restore(repository, { plan: 'shop', target: target.target, resume: run, ...more });
    await expect(again({ tables: ['public.log'] })).rejects.toMatchObject({
      code: 'input',
      message: `restore ${run} cannot be resumed with another value: --table is ["public.log"], and was []`,
    });
    await expect(again({ conflict: 'replace' })).rejects.toThrow('--conflict is replace, and was fail');
    await again({ jobs: 3 });
    await shop!.expectRestored(target);
    await expect(again({})).rejects.toThrow(`restore ${run} has left nothing in database ${target.name}`);
  });

  test('needs no more on the command line than its name and the target', async () => {
    const run = await shop!.kill(target, { at: inTheLoad, signal: 'SIGKILL' }, { name: 'monday' });
    const env = { PGSTOW_REPOSITORY: shop!.folder };
    const listed = await pgstow(['runs', '--kind', 'restore', '--json'], { env });
    expect(JSON.parse(listed.stdout).runs[0]).toMatchObject({ run, name: 'monday', restore: { conflict: 'fail' } });
    const other = await pgstow(['restore', '--resume', 'monday', '--target', target.url, '--no-acl'], { env });
    expect(other).toMatchObject({ status: 2, stderr: expect.stringContaining('--no-acl is false, and was true') });
    const resumed = await pgstow(['restore', '--resume', 'monday', '--target', target.url], { env });
    expect(resumed, resumed.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining('proved: 12 tables') });
    await shop!.expectRestored(target);
    const done = await pgstow(['restore', '--resume', 'monday', '--target', target.url], { env });
    expect(done).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/restore \S+ has succeeded: there is nothing left to do/),
    });
  });

  test('proves what was loaded before the kill too', async () => {
    const run = await shop!.kill(target, { at: { query: '^CREATE INDEX', moment: 'before' }, signal: 'SIGKILL' });
    await target.query("DROP PUBLICATION IF EXISTS everything; UPDATE log SET text = 'mine' WHERE at = 1");
    const { failed } = await shop!.resume(target, run!);
    expect(failed).toMatchObject({
      code: 'verification',
      message: expect.stringMatching(/^public\.log: the target holds 30000 rows/),
    });
  });

  test('is refused when something that it had created is gone', async () => {
    const run = await shop!.kill(target, { at: inTheLoad, signal: 'SIGKILL' });
    await target.query('DROP TABLE log; CREATE TABLE log (at int, text text)');
    const { failed } = await shop!.resume(target, run!);
    expect(failed).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(
        `the unfinished restore ${run} cannot be resumed: 1 object that it had created are gone, or others have their names`,
      ),
      hint: expect.stringContaining('run it without --resume'),
    });
  });

  test('that replaces tables goes on until these have taken their places', async () => {
    await target.query("CREATE TABLE log (at int, text text); INSERT INTO log VALUES (1, 'old')");
    const replace = { tables: ['public.log', 'public.loose'], conflict: 'replace' } as const;
    const run = await shop!.kill(
      target,
      { at: { query: '^DROP TABLE', moment: 'before' }, signal: 'SIGKILL' },
      replace,
    );
    expect(await rangesNoted(target)).toBeGreaterThan(2);
    const { preview } = await restore(await openRepository(shop!.folder), {
      ...restoreRequest('shop', target.target, replace),
      resume: run,
    });
    expect(preview.warnings[0]).toContain('is gone on with: 2 of 2 tables are loaded already');
    expect(await target.query('SELECT count(*)::int AS rows FROM log')).toEqual([{ rows: 30_000 }]);
  });

  test('does not replace tables once more that others have written to since they took their places', async () => {
    await target.query("CREATE TABLE log (at int, text text); INSERT INTO log VALUES (1, 'old')");
    const replace = { tables: ['public.log'], conflict: 'replace' } as const;
    const run = await shop!.kill(target, { at: { query: '^ANALYZE', moment: 'before' }, signal: 'SIGKILL' }, replace);
    await target.query("INSERT INTO log VALUES (0, 'new')");
    const again = (resume?: string) =>
      runEngine({ repository: shop!.folder, work: shop!.work(target, { ...replace, resume }) });
    const refused = await again(run);
    expect(refused.failed).toMatchObject({
      code: 'conflict',
      message: `the unfinished restore ${run} has put its tables into their places already, and would do so once more: rows of table public.log that others have written since would be lost`,
    });
    expect(await target.query('SELECT text FROM log WHERE at = 0')).toEqual([{ text: 'new' }]);
    await target.query('DELETE FROM log WHERE at = 0');
    expect((await again(run)).failed).toBeUndefined();
  });
});
