import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Bucket, startTimeout } from '../../gateway/bucket.ts';
import { describeContent } from '../../oracle/content.ts';
import { Packed } from '../../package/packed.ts';
import { freshDatabase, server, type TestDatabase } from '../../servers.ts';
import { asTheReadmeSays, backUpTo, fillShop } from '../../worstDay/worstDay.ts';

const run = promisify(execFile);

test('by the README alone, with what npm installs in a new folder, a dropped table of 200 MB is back in less than a minute', {
  timeout: startTimeout + 300_000,
}, async (context) => {
  const bucket = await Bucket.fresh(context);
  await using source = await freshDatabase(await server('15', context));
  await fillShop(source, 1_400_000);
  const [table] = await source.query("SELECT pg_table_size('orders')::int / 1000000 AS size");
  expect(table!.size).toBeGreaterThan(200);
  const settings = await backUpTo(bucket, source);
  const before = await contentOf(source);
  await source.query('DROP TABLE orders CASCADE');

  await using packed = await Packed.make();
  const folder = join(packed.folder, 'new');
  await mkdir(folder);
  await run('npm', ['install', '--no-audit', '--no-fund', packed.tarball], { cwd: folder });
  const startedAt = performance.now();
  const printed = await asTheReadmeSays({ folder, path: `${dirname(process.execPath)}:${process.env.PATH}` }, settings);
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`a dropped table of ${table!.size} MB: three commands took ${seconds.toFixed(1)} s`);
  expect(printed.at(-1)).toContain('proved: 1 table, 1,400,000 rows read back from the target');
  expect(seconds).toBeLessThan(60);
  expect(await contentOf(source)).toEqual(before);
});

async function contentOf(database: TestDatabase): Promise<string[]> {
  const client = await database.connect();
  try {
    return (await describeContent(client)).sort();
  } finally {
    await client.end();
  }
}
