import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { backup, initRepository, type Repository, restore } from '../../engine/index.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
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
    CREATE TABLE other (id int PRIMARY KEY); INSERT INTO other VALUES (1), (2);`);
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
  lacks = `public.event lacks ${first.rows} of 24000 rows (blocks ${first.from} to ${first.to! - 1}: ${first.rows} rows)`;
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
  expect(warnings).toContainEqual(expect.stringMatching(/^"public"\."event": \d+ rows are left out: /));
  expect(warnings).toContainEqual(
    expect.stringMatching(/remark_event_fkey.* is NOT VALID, for rows that it points to/),
  );
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
