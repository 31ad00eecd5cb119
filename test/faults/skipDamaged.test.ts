import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { backup, generateKey, initRepository, type Repository, restore, restoreShard } from '../../engine/index.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { pgstow } from '../cli/pgstow.ts';
import { freshDatabase, server, type TestDatabase, versions } from '../servers.ts';
import { newestRunLater } from './aftermath.ts';
import { runEngine } from './engineProcess.ts';
import { planOf, restoreRequest } from './scene.ts';

let folder: string;
let repository: Repository;
let source: TestDatabase | undefined;
/** What the error says of the rows that are lost. */
let lacks: string;
let lost: { readonly file: string; readonly rows: number };

beforeEach(async (context) => {
  if (source) return;
  source = await freshDatabase(await server('18', context));
  await source.query(`
    CREATE TABLE event (id int PRIMARY KEY, a text) WITH (fillfactor = 10);
    INSERT INTO event SELECT g, (SELECT string_agg(md5((g * 100 + i)::text), '') FROM generate_series(1, 6) i) FROM generate_series(1, 24000) g;
    CREATE TABLE remark (id int PRIMARY KEY, event int REFERENCES event); INSERT INTO remark SELECT g, g FROM generate_series(1, 24000) g;
    CREATE TABLE other (id int PRIMARY KEY); INSERT INTO other VALUES (1), (2);
    CREATE MATERIALIZED VIEW share AS SELECT 1 / count(*) FROM event WHERE id < 10;`);
  folder = await mkdtemp(join(tmpdir(), 'pgstow-damaged-'));
  repository = await initRepository(folder, { encryption: 'none' });
  await repository.plans.apply(planOf('shop', source.target));
  const { set } = await backup(repository, 'shop');
  const contents = await repository.sets.readContents(set);
  const table = contents.findIndex((item) => item.kind === 'table' && item.name === 'event');
  const ranges = contents.filter((item) => item.kind === 'range' && item.table === table);
  const [first] = ranges;
  if (first?.kind !== 'range' || ranges.length < 2) throw new Error('one range is none too few');
  lost = { file: join(folder, blobKey(first.pieces[0]!.blob)), rows: first.rows };
  lacks = `public.event lacks ${first.rows} of 24000 rows: blocks ${first.from} to ${first.to! - 1} (${first.rows} rows)`;
});
afterAll(() => folder && rm(folder, { recursive: true }));

test.each([
  ['is missing', () => rm(lost.file)],
  ['proves altered', () => writeFile(lost.file, 'no blob at all')],
])('all but the rows of a blob that %s is restored and proved, and what is missing is said', async (_, spoil) => {
  await spoil();
  const target = await freshDatabase(source!.server);
  const warnings: string[] = [];
  const failed = restore(repository, restoreRequest('shop', target.target, { skipDamaged: true }), {
    onEvent: (event) => event.kind === 'warning' && warnings.push(event.message),
  });
  await expect(failed).rejects.toMatchObject({
    code: 'damaged',
    message: `all is restored but rows whose blobs are damaged: ${lacks}`,
  });
  expect(
    await target.query(`
      SELECT (SELECT count(*)::int FROM event) AS event, (SELECT count(*)::int FROM remark) AS remark, (SELECT count(*)::int FROM other) AS other,
             (SELECT convalidated FROM pg_constraint WHERE contype = 'f') AS valid, to_regnamespace('pgstow_restore') AS notes`),
  ).toEqual([{ event: 24_000 - lost.rows, remark: 24_000, other: 2, valid: false, notes: null }]);
  expect(warnings).toContainEqual(
    expect.stringMatching(/^public\.event: blocks 0 to \d+ \(\d+ rows\) left out: (blob|blobs\/)/),
  );
  expect(warnings).toContainEqual(
    'cannot refresh materialized view public.share: division by zero: it stays empty, for rows are lost',
  );
  expect(warnings).toContainEqual(
    expect.stringMatching(/remark_event_fkey.* is NOT VALID, for rows that it points to/),
  );
});

test('machines that share the restore all say what is missing, whoever has left it out', async () => {
  await rm(lost.file, { force: true });
  const target = await freshDatabase(source!.server);
  const request = restoreRequest('shop', target.target, { skipDamaged: true, jobs: 1 });
  const outcomes = await Promise.allSettled(
    [1, 2].map((index) => restoreShard(repository, request, { index, total: 2, group: target.name })),
  );
  for (const outcome of outcomes) {
    const message = `all is restored but rows whose blobs are damaged: ${lacks}`;
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'damaged', message } });
  }
  const { warnings } = await newestRunLater(folder, 'restore');
  expect(warnings.filter((warning) => /^public\.event: blocks 0 to/.test(warning))).toHaveLength(1);
  expect(warnings.filter((warning) => warning.includes('is NOT VALID'))).toHaveLength(1);
  expect(await target.query('SELECT count(*)::int AS event FROM event')).toEqual([{ event: 24_000 - lost.rows }]);
});

test('without that nothing is restored, and the refusal names the option', async () => {
  await rm(lost.file, { force: true });
  const target = await freshDatabase(source!.server);
  await expect(restore(repository, restoreRequest('shop', target.target))).rejects.toMatchObject({
    code: 'damaged',
    hint: expect.stringContaining(
      'or all that is whole of it with --skip-damaged, or only whole tables with --table public.',
    ),
  });
  expect(await target.query('SELECT relname FROM pg_class WHERE relnamespace = 2200')).toEqual([]);
});

test('a restore with rows left out that is killed is gone on with, and leaves out the same', async () => {
  await rm(lost.file, { force: true });
  const target = await freshDatabase(source!.server);
  const request = restoreRequest('shop', target.target, { skipDamaged: true });
  const at = { query: 'FOREIGN KEY.* NOT VALID', moment: 'after' } as const;
  const killed = await runEngine({
    repository: folder,
    work: { kind: 'restore', request },
    stop: { at, signal: 'SIGKILL' },
  });
  expect(killed.reached, killed.stderr).toBe(true);
  const { run } = await newestRunLater(folder, 'restore');
  const again = (more: object) =>
    runEngine({ repository: folder, work: { kind: 'restore', request: { ...request, resume: run, ...more } } });
  const refused = await again({ skipDamaged: false });
  expect(refused.failed?.message).toMatch(/^a blob is missing or empty in the repository/);
  const resumed = await again({});
  expect(resumed.warnings[0]).toMatch(/is gone on with: 3 of 3 tables are loaded already$/);
  expect(resumed.failed?.message).toBe(`all is restored but rows whose blobs are damaged: ${lacks}`);
  expect(await target.query('SELECT count(*)::int AS rows FROM event')).toEqual([{ rows: 24_000 - lost.rows }]);
});

test('a dry run says which tables will lack rows of blobs that are missing', async () => {
  await rm(lost.file, { force: true });
  const target = await freshDatabase(source!.server);
  const warnings: string[] = [];
  await restore(repository, restoreRequest('shop', target.target, { skipDamaged: true, dryRun: true }), {
    onEvent: (event) => event.kind === 'warning' && warnings.push(event.message),
  });
  expect(warnings).toEqual(['table public.event will lack rows: blobs of it are missing']);
});

describe.each(versions)('a blob that small tables of PostgreSQL %s share and that is cut short', (version) => {
  test('costs the rows of each of them, and none of them is left unnamed', async (context) => {
    await using shop = await freshDatabase(await server(version, context));
    const small = Array.from({ length: 12 }, (_, i) => `small_${String(i).padStart(2, '0')}`);
    await shop.query(`
      CREATE TABLE kind (id int PRIMARY KEY); INSERT INTO kind SELECT g FROM generate_series(0, 6) g;
      ${small.map((name) => `CREATE TABLE ${name} (id int); INSERT INTO ${name} VALUES (1), (2);`).join('')}
      CREATE TABLE remark (id int PRIMARY KEY, kind int, text text) PARTITION BY RANGE (id);
      CREATE TABLE remark_1 PARTITION OF remark FOR VALUES FROM (0) TO (100000);
      INSERT INTO remark SELECT g, g % 7, repeat(md5(g::text), 3) FROM generate_series(1, 15000) g;
      ALTER TABLE remark ADD CONSTRAINT of_kind FOREIGN KEY (kind) REFERENCES kind;
      COMMENT ON CONSTRAINT of_kind ON remark IS 'what it is about';`);
    const place = await mkdtemp(join(tmpdir(), 'pgstow-damaged-'));
    try {
      const key = generateKey();
      const sealed = await initRepository(place, { encryption: { key } });
      await sealed.plans.apply(planOf('shop', shop.target));
      const { set } = await backup(sealed, 'shop');
      const items = await sealed.sets.readContents(set);
      const at = items.findIndex((item) => item.kind === 'table' && item.name === 'kind');
      const blob = items.flatMap((item) => (item.kind === 'range' && item.table === at ? item.pieces : []))[0]!.blob;
      await truncate(join(place, blobKey(blob)), 100);
      await using target = await freshDatabase(shop.server);
      const { status, stdout, stderr } = await pgstow(
        ['restore', 'shop', '--target', target.url, '--skip-damaged', '--json'],
        { env: { PGSTOW_REPOSITORY: place, PGSTOW_KEY: key } },
      );
      expect(status, stderr).toBe(4);
      expect(JSON.parse(stdout)).toMatchObject({
        proved: 14,
        provedRows: 15_000,
        lost: [
          { schema: 'public', name: 'kind', rows: 7, ranges: [{ rows: 7 }] },
          ...small.map((name) => ({ schema: 'public', name, rows: 2, ranges: [{ rows: 2 }] })),
        ],
        error: { code: 'damaged' },
      });
      for (const name of small) expect(stderr).toContain(`warning: public.${name}: all blocks (2 rows) left out: `);
      expect(stderr).toContain(
        version === '18'
          ? 'of_kind is NOT VALID, for rows'
          : 'of_kind is left out, for rows that it points to are lost',
      );
      expect(await target.query('SELECT count(*)::int AS rows FROM remark')).toEqual([{ rows: 15_000 }]);
    } finally {
      await rm(place, { recursive: true });
    }
  });
});
