import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, type TestContext, test } from 'vitest';
import { drill } from '../../engine/drill/drill.ts';
import type { EngineEvent } from '../../engine/events.ts';
import { prune } from '../../engine/keep/prune.ts';
import type { DrillReport } from '../../engine/repository/drillReport.ts';
import { allBlobsPrefix } from '../../engine/repository/keys.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import { serverAccount } from '../../engine/throwaway/account.ts';
import { lodgingFolder } from '../../engine/throwaway/lodging.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';

interface Scene {
  readonly repository: TestRepository;
  readonly set: SetManifest;
  readonly source: TestDatabase;
}

let made: Promise<Scene> | undefined;
afterAll(async () => (await made)?.repository[Symbol.asyncDispose]());

/** An encrypted set with what a server of one's own lacks: roles, and an extension that only a superuser may create. */
async function makeScene(context: TestContext): Promise<Scene> {
  const source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE ROLE pgstow_drill_test_owner; CREATE SCHEMA tools; CREATE EXTENSION pageinspect SCHEMA tools;
    CREATE TABLE customer (id int PRIMARY KEY, name text); INSERT INTO customer VALUES (1, 'Ann Secret'), (2, 'Bob');
    CREATE TABLE orders AS SELECT n AS id, 1 + n % 2 AS customer FROM generate_series(1, 1000) n;
    ALTER TABLE orders OWNER TO pgstow_drill_test_owner; ALTER TABLE orders FORCE ROW LEVEL SECURITY, ENABLE ROW LEVEL SECURITY;
    CREATE POLICY own ON orders TO pgstow_drill_test_owner USING (customer = 1);
    CREATE FUNCTION spoil() RETURNS boolean LANGUAGE sql AS 'DELETE FROM customer RETURNING true'`);
  const repository = await TestRepository.open({ key: generateKey() });
  const set = await repository.backup(source);
  await source.query('REASSIGN OWNED BY pgstow_drill_test_owner TO postgres; DROP POLICY own ON orders');
  await source.query('DROP ROLE pgstow_drill_test_owner');
  return { repository, set, source };
}

function scene(context: TestContext): Promise<Scene> {
  made ??= makeScene(context);
  return made;
}

/** Gives the plan these assertions. */
async function assert({ repository, source }: Scene, ...sql: readonly string[]): Promise<void> {
  const { host, port, database, user } = source.target;
  const assertions = sql.map((each, i) => ({ name: `number ${i + 1}`, sql: each }));
  const document: PlanInput = { id: plan, source: { host, port, database, user }, drill: { assertions } };
  await repository.repository.plans.apply(parsePlan(document));
}

describe('a drill', () => {
  test('restores into a server of its own, proves the rows, asks what is asserted, and leaves a sealed report with the set', async (context) => {
    const at = await scene(context);
    const { repository } = at.repository;
    await assert(
      at,
      'SELECT count(*) = 1000 AND bool_or(customer = 2) FROM public.orders;', // past the policy
      "SELECT to_regclass('public.customer_pkey') IS NOT NULL -- an index",
      'WITH me AS (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) SELECT NOT rolsuper FROM me',
    );
    const { run, report, recoverySeconds } = await drill(repository, { plan });
    expect(report).toMatchObject({
      format: 1,
      run,
      plan,
      set: at.set.set,
      snapshotAt: at.set.snapshotAt,
      outcome: 'passed',
      server: { kind: 'throwaway', version: expect.stringMatching(/^18\./) },
      proved: { tables: 2, rows: 1002, bytes: at.set.totals.bytes },
      assertions: [
        { name: 'number 1', passed: true },
        { name: 'number 2', passed: true },
        { name: 'number 3', passed: true },
      ],
      warnings: [
        'pageinspect: only a superuser may create this; rows that were added to tables of its own are not restored',
      ],
    });
    expect(recoverySeconds).toBe(report.recoverySeconds);
    expect(report.seconds).toBeGreaterThanOrEqual(recoverySeconds);
    expect(await repository.drills.of(at.set)).toEqual([{ state: 'complete', run, signed: true, report }]);
    const [stored] = await storedReports(at);
    expect(stored!.includes('passed')).toBe(false);
    expect(await repository.runs.get(run)).toMatchObject({
      kind: 'drill',
      state: 'succeeded',
      set: at.set.set,
      recoverySeconds,
    });
  });

  test('fails when an assertion does not hold, and tells which and why, but no value of a row', async (context) => {
    const at = await scene(context);
    await assert(
      at,
      'SELECT true',
      'SELECT count(*) > 1000 FROM public.orders',
      'SELECT NULL::boolean',
      'SELECT true WHERE false',
      'SELECT true FROM public.orders',
      'SELECT true, true',
      "SELECT 't'",
      'SELECT nothing FROM public.customer',
      'SELECT name::int = 1 FROM public.customer',
      'SELECT public.spoil()',
      'SELECT true; SELECT true',
      'DELETE FROM public.customer RETURNING true',
      'SELECT count(*) = 2 FROM public.customer',
    );
    const { report, error } = await failingDrill(at);
    const [first, ...reasons] = report.assertions.map(({ reason }) => reason);
    expect([first, reasons.at(-1)]).toEqual([undefined, undefined]);
    expect(reasons.slice(0, -1)).toEqual([
      'it gave false',
      'it gave NULL',
      'it gave no row',
      'it gave more than one row',
      'it gives 2 columns, and not one',
      'what it gives is no boolean',
      'it was refused: column "nothing" does not exist',
      'it failed with SQLSTATE 22P02; the message may quote rows and is not repeated',
      'it failed with SQLSTATE 25006; the message may quote rows and is not repeated',
      'it was refused: cannot insert multiple commands into a prepared statement',
      expect.stringMatching(/^it was refused: /),
    ]);
    expect(report).toMatchObject({
      outcome: 'failed',
      proved: { rows: 1002 },
      recoverySeconds: expect.any(Number),
      error,
    });
    expect(error).toEqual({
      code: 'verification',
      message: expect.stringMatching(
        /^11 of 13 assertions do not hold in the restored database: "number 2": it gave false; "number 3": it gave NULL; .*; and 6 more$/,
      ),
      hint: 'the set is restored and proved: is what it holds what it should be, or is the assertion wrong?',
    });
    expect(JSON.stringify(report)).not.toContain('Secret');
  });

  test('of a damaged set fails, and its report says so', async (context) => {
    const at = await scene(context);
    const { repository } = at.repository;
    const stored = new Map<string, Buffer>();
    for await (const { key } of repository.store.list(allBlobsPrefix)) {
      const whole = await repository.store.get(key);
      stored.set(key, whole);
      await repository.store.replace(key, Buffer.from(whole.map((byte, i) => (i === 40 ? byte ^ 1 : byte))));
    }
    const { report, error } = await failingDrill(at);
    for (const [key, whole] of stored) await repository.store.replace(key, whole);
    expect(report).toMatchObject({ outcome: 'failed', proved: { tables: 0, rows: 0 }, assertions: [], error });
    expect(error.code).toBe('damaged');
    expect(report.recoverySeconds).toBeUndefined();
  });

  test('that is interrupted has no report, and its server is gone', async (context) => {
    const at = await scene(context);
    const reports = await storedReports(at);
    const stop = new AbortController();
    const onEvent = (event: EngineEvent) => event.kind === 'phase' && event.phase === 'load' && stop.abort();
    const call = drill(at.repository.repository, { plan }, { signal: stop.signal, onEvent });
    await expect(call).rejects.toMatchObject({ code: 'interrupted', hint: 'nothing of it is left: drill again' });
    expect(await storedReports(at)).toHaveLength(reports.length);
    const left = await readdir(lodgingFolder(serverAccount()));
    expect(left.filter((name) => name.startsWith('throwaway-'))).toEqual([]);
    expect((await at.repository.repository.runs.list(plan))[0]).toMatchObject({ kind: 'drill', state: 'interrupted' });
  });

  test('in a server that is named says what that lacks', async (context) => {
    const at = await scene(context);
    const on = new TestDatabase(await server('18', context), 'postgres');
    await expect(drill(at.repository.repository, { plan, server: on.target })).rejects.toMatchObject({
      code: 'conflict',
      message: 'the target has no role pgstow_drill_test_owner',
      hint: expect.stringMatching(/^the server that is named lacks it/),
    });
    const [last] = await at.repository.repository.runs.list(plan);
    const named = `SELECT FROM pg_database WHERE datname = 'pgstow_throwaway_${last!.run.toLowerCase()}'`;
    expect(await on.query(named)).toEqual([]);
  });

  test('leaves reports that tell when they were altered, and that go with their set', async (context) => {
    await using repository = await TestRepository.open('none');
    const source = await freshDatabase(await server('18', context));
    await source.query('CREATE TABLE t AS SELECT 1 AS n');
    const first = await repository.backup(source);
    const { target } = new TestDatabase(await server('18', context), 'postgres');
    const { report } = await drill(repository.repository, { plan, set: first.set, server: target });
    expect(report).toMatchObject({ outcome: 'passed', server: { kind: 'named' }, assertions: [] });
    const key = `sets/${plan}/${first.set}/drills/${report.run}.json`;
    const { store, drills } = repository.repository;
    const stored = (await store.get(key)).toString();
    await store.replace(key, Buffer.from(stored.replace('"passed"', '"failed"')));
    expect(await drills.of(first)).toMatchObject([{ state: 'damaged', error: { code: 'damaged' } }]);

    await repository.backup(source);
    await prune(repository.repository, { remove: [first.set] });
    expect(await store.size(key)).toBeUndefined();
    await expect(drill(repository.repository, { plan, set: first.set, server: target })).rejects.toMatchObject({
      message: expect.stringContaining(`set ${first.set} of plan ${plan} was removed`),
    });
  });
});

async function failingDrill({
  repository,
}: Scene): Promise<{ readonly report: DrillReport; readonly error: NonNullable<DrillReport['error']> }> {
  let report: DrillReport | undefined;
  const onReport = (made: DrillReport) => {
    report = made;
  };
  const thrown = await drill(repository.repository, { plan }, { onReport }).catch((error) => error);
  const { code, message, hint } = thrown;
  return { report: report!, error: { code, message, hint } };
}

async function storedReports({ repository, set }: Scene): Promise<Buffer[]> {
  const folder = join(repository.folder, 'sets', plan, set.set, 'drills');
  return Promise.all((await readdir(folder).catch(() => [])).map((name) => readFile(join(folder, name))));
}
