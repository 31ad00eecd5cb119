import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { compareLines, describeDatabase } from '../oracle.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { commandLines, settingNames } from './readme.ts';
import { asTheReadmeSays, backUpTo, fillShop, type NewFolder, runLine } from './worstDay.ts';

test('the README needs a bucket, a key and a database for three commands', () => {
  expect(settingNames).toEqual([
    'PGSTOW_REPOSITORY',
    'PGSTOW_KEY',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'PGSTOW_TARGET',
    'PGPASSWORD',
  ]);
  expect(commandLines).toHaveLength(3);
});

test('by the README alone a dropped table is back, and with what it names so is all that went along', {
  timeout: startTimeout + 60_000,
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  await using source = await freshDatabase(await server('18', context));
  await fillShop(source, 2000);
  const settings = await backUpTo(bucket, source);
  const before = await linesOf(source);
  await source.query('DROP TABLE orders CASCADE');
  await using at = await newFolder();

  const [sets, preview, restored] = await asTheReadmeSays(at, settings);
  expect(sets).toMatch(/^\d{8}T\d{6}Z-\w{6} +orders-nightly .* complete/m);
  expect(preview).toContain('this was a dry run: nothing was changed');
  expect(restored).toContain('proved: 1 table, 2,000 rows read back from the target');
  const missing = compareLines(before, await linesOf(source)).filter((line) => /orders\b/.test(line));
  expect(missing.filter((line) => !/biggest|order_lines/.test(line))).toEqual([]);

  await source.query(/ALTER TABLE ONLY public\.order_lines .*;/.exec(preview!)![0]);
  const view = /--table public\.biggest/.exec(preview!)![0];
  await runLine(`npx pgstow restore orders-nightly ${view}`, at, settings);
  expect(compareLines(before, await linesOf(source))).toEqual([]);
});

async function linesOf(database: TestDatabase): Promise<string[]> {
  const client = await database.connect();
  try {
    return await describeDatabase(client);
  } finally {
    await client.end();
  }
}

/** One in which `npx pgstow` is this checkout's. */
async function newFolder(): Promise<NewFolder & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-worst-day-'));
  const main = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
  await writeFile(join(folder, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${main}' "$@"\n`);
  await chmod(join(folder, 'npx'), 0o755);
  return { folder, path: `${folder}:/usr/bin:/bin`, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
