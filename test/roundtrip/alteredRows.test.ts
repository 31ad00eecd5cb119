import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { TestRepository } from './testRepository.ts';

test('a blob whose rows were altered so that the server refuses them is named, not the rows', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT n FROM generate_series(1, 300000) n; CREATE TABLE whole (n int)');
  await using repository = await TestRepository.open();
  const set = await repository.backup(source);
  const { store, sets } = repository.repository;
  const first = (await sets.readContents(set)).find((item) => item.kind === 'range');
  const { blob } = first!.pieces[0]!;
  const path = join(store.url, `blobs/${blob.slice(0, 2)}/${blob}`);
  const content = zstdDecompressSync(await readFile(path));
  content.write('x', 1000);
  await writeFile(path, zstdCompressSync(content));
  const target = await freshDatabase(source.server);
  await expect(repository.restore(target.target)).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringMatching(`"public"."t": blob ${blob}: its content has the SHA-256 [0-9a-f]{64}`),
    hint: expect.stringContaining('restore it from a copy of the repository'),
  });
  await repository.restore(target.target, { tables: ['public.whole'] });
  expect(await target.query('SELECT n FROM whole')).toEqual([]);
});
