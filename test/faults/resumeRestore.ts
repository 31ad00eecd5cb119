import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { RunningServer } from '../../embedded/runningServer.ts';
import { initRepository, openRepository, type RestoreRequest } from '../../engine/index.ts';
import { expectSameDatabase } from '../oracle.ts';
import { freshDatabase, type TestDatabase } from '../servers.ts';
import { expectNothingLeftIn, newestRunLater } from './aftermath.ts';
import type { Stop } from './engineJob.ts';
import { type Ending, EngineProcess, runEngine } from './engineProcess.ts';
import { planOf, restoreRequest } from './scene.ts';
import { shopSchema } from './shopSchema.ts';

/** An unlogged table, with what is built upon it, and one of many ranges. */
const more = `
  CREATE UNLOGGED TABLE visit (id int PRIMARY KEY, page text); INSERT INTO visit SELECT g, md5(g::text) FROM generate_series(1, 20000) g;
  CREATE UNLOGGED TABLE seen (page text); INSERT INTO seen SELECT md5(g::text) FROM generate_series(1, 5000) g;
  CREATE TABLE loose (id int, a text) WITH (fillfactor = 10); INSERT INTO loose SELECT g, md5(g::text) FROM generate_series(1, 60000) g;
  ALTER TABLE orders ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON orders USING (number > 1);`;

/** A shop that was backed up, of which restores are killed and gone on with. */
export class ResumedShop implements AsyncDisposable {
  readonly source: TestDatabase;
  readonly folder: string;
  /** Ranges that hold rows. */
  readonly ranges: number;

  private constructor(source: TestDatabase, folder: string, ranges: number) {
    this.source = source;
    this.folder = folder;
    this.ranges = ranges;
  }

  /** `further` is SQL for what is in the shop besides. */
  static async open(server: RunningServer, further = ''): Promise<ResumedShop> {
    const source = await freshDatabase(server);
    await source.query(shopSchema.replace(/INSERT INTO photo[^;]*;/, '') + more + further);
    const folder = await mkdtemp(join(tmpdir(), 'pgstow-resumed-'));
    const repository = await initRepository(folder, { encryption: 'none' });
    await repository.plans.apply(planOf('shop', source.target));
    const backedUp = await runEngine({ repository: folder, work: { kind: 'backup', plan: 'shop' } });
    expect(backedUp.failed, backedUp.stderr).toBeUndefined();
    const set = await (await openRepository(folder)).sets.newestAt('shop');
    const contents = await repository.sets.readContents(set);
    const ranges = contents.filter((item) => item.kind === 'range' && item.rows > 0).length;
    return new ResumedShop(source, folder, ranges);
  }

  /** Kills a restore into `target`; the id of its run, or undefined when it was over before. */
  async kill(target: TestDatabase, stop: Stop, more: Partial<RestoreRequest> = {}): Promise<string | undefined> {
    const { reached } = await runEngine({ repository: this.folder, work: this.work(target, more), stop });
    return reached ? this.#killed(target) : undefined;
  }

  /** The same after some milliseconds, wherever it is then. */
  async killAfter(target: TestDatabase, milliseconds: number): Promise<string | undefined> {
    const engine = new EngineProcess({ repository: this.folder, work: this.work(target) });
    const timer = setTimeout(() => engine.child.kill('SIGKILL'), milliseconds);
    const { signal } = await engine.ending;
    clearTimeout(timer);
    return signal === 'SIGKILL' ? this.#killed(target) : undefined;
  }

  async #killed(target: TestDatabase): Promise<string | undefined> {
    await expectNothingLeftIn(target);
    const [{ over }] = (await target.query(
      `SELECT to_regclass('pgstow_restore.task') IS NULL AND to_regclass('public.orders') IS NOT NULL AS over`,
    )) as [{ over: boolean }];
    if (over) return undefined; // all was done but to say so
    return this.newestRun();
  }

  async newestRun(): Promise<string> {
    return (await newestRunLater(this.folder, 'restore')).run;
  }

  /** Goes on with a killed restore to its end, and expects that no range is loaded which was noted as loaded. */
  async resume(target: TestDatabase, run: string, more: Partial<RestoreRequest> = {}): Promise<Ending> {
    const noted = await rangesNoted(target);
    const nth = this.ranges - noted + 1;
    const stop: Stop = { at: { query: '^COPY (?!pg_temp).* FROM STDIN', moment: 'before', nth }, signal: 'SIGKILL' };
    const work = this.work(target, { ...more, resume: run });
    const ending = await runEngine({ repository: this.folder, work, ...(noted > 0 && { stop }) });
    expect(ending.reached, `a range was loaded twice, of ${this.ranges} with ${noted} noted`).toBe(false);
    return ending;
  }

  /**
   * Resumes, or begins anew where nothing was left, and expects the target to be what the source is. After a crash of the server
   * ranges of unlogged tables come twice, and all where something was built upon those.
   */
  async expectDone(target: TestDatabase, run: string, { crashed = false } = {}): Promise<Ending> {
    const begun = (await target.query(`SELECT to_regclass('pgstow_restore.task') IS NOT NULL AS begun`))[0]!.begun;
    const work = this.work(target, begun ? { resume: run } : {});
    const ending =
      begun && !crashed ? await this.resume(target, run) : await runEngine({ repository: this.folder, work });
    expect(ending.failed, ending.stderr).toBeUndefined();
    await this.expectRestored(target);
    return ending;
  }

  async expectRestored(target: TestDatabase): Promise<void> {
    expect(await target.query(`SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pgstow%'`)).toEqual([]);
    const clients = await Promise.all([this.source.connect(), target.connect()]);
    try {
      await expectSameDatabase(...clients, { ignore: ofTheDatabase });
    } finally {
      for (const client of clients) await client.end();
    }
  }

  /** A restore of the shop, as a process of its own does it. */
  work(target: TestDatabase, more: Partial<RestoreRequest> = {}) {
    return { kind: 'restore', request: restoreRequest('shop', target.target, more) } as const;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return rm(this.folder, { recursive: true });
  }
}

/** Only a restore that creates the database itself restores these; temporary tables a crash leaves to autovacuum. */
const ofTheDatabase = [/^comment on database: /, /^pg_database /, /^pg_db_role_setting /, /pg_(toast_)?temp_\d/];

/** How many ranges a killed restore has noted as loaded. */
export async function rangesNoted(target: TestDatabase): Promise<number> {
  const there = await target.query(`SELECT to_regclass('pgstow_restore.done_unlogged') IS NOT NULL AS there`);
  if (!there[0]!.there) return 0;
  const rows = await target.query(`
    SELECT count(*)::int AS ranges FROM (SELECT what FROM pgstow_restore.done UNION ALL SELECT what FROM pgstow_restore.done_unlogged) d
     WHERE what LIKE 'range %'`);
  return rows[0]!.ranges as number;
}
