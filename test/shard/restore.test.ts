import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { openRepository } from '../../engine/index.ts';
import { shardSummary } from '../../words/restoreText.ts';
import { pgstow } from '../cli/pgstow.ts';
import type { Stop, Work } from '../faults/engineJob.ts';
import { EngineProcess, runEngine } from '../faults/engineProcess.ts';
import { furtherSchema } from '../faults/restoreModes.ts';
import { ResumedShop } from '../faults/resumeRestore.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { killAt, restoreTogether, shardWork } from './sharedRestore.ts';

let shop: ResumedShop | undefined;
let target: TestDatabase;

beforeEach(async (context) => {
  shop ??= await ResumedShop.open(await server('18', context), furtherSchema);
  target = await freshDatabase(shop.source.server);
});
afterAll(() => shop?.[Symbol.asyncDispose]());

const start = (work: Work, stop?: Stop) => new EngineProcess({ repository: shop!.folder, work, ...(stop && { stop }) });

/** Stopped where others can take part: it goes on by SIGCONT, so that it has not ended before they are there. */
async function leaderThatWaits(group: string): Promise<EngineProcess> {
  const leader = start(shardWork(shop!, target, 1, { group }), { at: { phase: 'load' }, signal: 'SIGSTOP' });
  onTestFinished(() => void leader.child.kill('SIGKILL'));
  await leader.phase('load');
  return leader;
}

const partsOf = (endings: readonly { done: { part?: string } | undefined }[]) => endings.map(({ done }) => done?.part);

describe('several machines that share a restore', () => {
  test('bring all back, under one run, and one that comes later has nothing to do', async () => {
    const group = randomUUID();
    const leading = await leaderThatWaits(group);
    const following = [2, 3].map((index) => start(shardWork(shop!, target, index, { group })));
    await Promise.all(following.map((each) => each.phase('load')));
    leading.child.kill('SIGCONT');
    const endings = await Promise.all([leading, ...following].map(({ ending }) => ending));
    expect(partsOf(endings), JSON.stringify(endings)).toEqual(['leader', 'follower', 'follower']);
    await shop!.expectRestored(target);
    const leader = endings[0]!.done!;
    expect(new Set(endings.map(({ done }) => done?.run))).toEqual(new Set([leader.run]));
    const run = await (await openRepository(shop!.folder)).runs.get(leader.run!);
    expect(run).toMatchObject({ state: 'succeeded', progress: { tables: 12, tablesDone: 12, rows: 149_502 } });
    const options = ['--target', target.url, '--conflict', 'fail', '--shard', '2/3', '--shard-group', group];
    const late = await pgstow(['restore', 'shop', ...options, '--json'], { env: { PGSTOW_REPOSITORY: shop!.folder } });
    expect(late, late.stderr).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(late.stdout)).toMatchObject({
      plan: 'shop',
      set: leader.set,
      shard: { index: 2, total: 3, group },
      part: 'late',
      run: leader.run,
    });
  });

  test('bring all back where two of them are killed at random, of which one leads', async () => {
    const moment = () => 15 + Math.floor(Math.random() * 60);
    const stops = [[killAt(moment())], [killAt(moment()), killAt(moment())], []];
    const endings = await restoreTogether(shop!, target, stops);
    expect(
      endings.map(({ failed }) => failed),
      JSON.stringify({ stops, endings }),
    ).toEqual([undefined, undefined, undefined]);
    await shop!.expectRestored(target);
  });

  test('go on under another leader where theirs is killed, and load no row twice', async () => {
    const group = randomUUID();
    const work = (index: number) => shardWork(shop!, target, index, { group, request: { jobs: 1 } });
    const stop = {
      at: { query: '^COPY (?!pg_temp).* FROM STDIN', moment: 'before', nth: 3 },
      signal: 'SIGKILL',
    } as const;
    const leader = start(work(1), stop);
    await leader.phase('load');
    const follower = await runEngine({ repository: shop!.folder, work: work(2) });
    expect((await leader.ending).reached).toBe(true);
    expect(follower.done, JSON.stringify(follower)).toMatchObject({ part: 'leader' });
    await shop!.expectRestored(target);
    const { runs } = await openRepository(shop!.folder);
    const [second, first] = (await runs.list('shop')).filter(
      (run) => run.state !== 'damaged' && run.kind === 'restore',
    );
    expect([first!.state, second!.state]).toEqual(['running', 'succeeded']);
    expect(second).toMatchObject({ goesOnWith: first!.run, progress: { tables: 12, tablesDone: 12, rows: 149_502 } });
  });

  test('end with the error that one of them has met, and leave nothing', async () => {
    await target.query(`CREATE FUNCTION total(int, int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
      $$ BEGIN IF $2 = 99 THEN RAISE EXCEPTION 'no ninety-nine here'; END IF; RETURN $1 * $2; END $$`);
    const before = await tablesOf(target);
    const endings = await restoreTogether(shop!, target, [[], []], { request: { conflict: 'rename' } });
    for (const { failed } of endings) {
      expect(failed).toMatchObject({ code: 'database', message: expect.stringContaining('no ninety-nine here') });
    }
    expect(await tablesOf(target)).toEqual(before);
  });

  test('refuse one that is asked for something else, with both values', async () => {
    const group = randomUUID();
    const first = await leaderThatWaits(group);
    const other = shardWork(shop!, target, 2, { group, request: { acl: false } });
    const refused = await runEngine({ repository: shop!.folder, work: other });
    expect(refused.failed).toMatchObject({
      code: 'input',
      message: expect.stringMatching(
        /^shard 2\/3 is to do something else than the restore \S+ that it belongs to: --no-acl is false, and true there$/,
      ),
    });
    first.child.kill('SIGCONT');
    expect((await first.ending).done?.part).toBe('leader');
  });
});

test('a shard says what it has been', () => {
  const shard = { index: 2, total: 3, group: 'g' };
  expect(shardSummary({ part: 'follower', run: 'R' }, shard)).toBe(
    'shard 2/3 has taken part in the restore R, which has succeeded',
  );
  expect(shardSummary({ part: 'late', run: 'R' }, shard)).toBe(
    'shard 2/3 came late: the restore R has succeeded before, and there is nothing left to do',
  );
});

async function tablesOf(database: TestDatabase): Promise<unknown> {
  return database.query(
    `SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname !~ '^pg_|^information_schema' ORDER BY 1, 2`,
  );
}
