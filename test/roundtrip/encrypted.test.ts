import { execFile } from 'node:child_process';
import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { copy, verify } from '../../engine/index.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { freshDatabase, server } from '../servers.ts';
import { difference } from './describe.ts';
import { plan, TestRepository } from './testRepository.ts';

const recover = fileURLToPath(new URL('../../examples/recover/recover.mjs', import.meta.url));

test('an encrypted set is backed up, verified and restored, and nothing of it can be read in the store', async (context) => {
  const source = await freshDatabase(await server('18', context));
  const client = await source.connect();
  await loadFixture(client);
  await client.query(`
    CREATE TABLE hidden_table (hidden_column text);
    INSERT INTO hidden_table SELECT 'hidden value ' || g FROM generate_series(1, 50000) g`);
  await client.end();
  const key = generateKey();
  await using repository = await TestRepository.open({ key });
  const first = await repository.backup(source);
  expect((await repository.backup(source)).totals).toEqual({ ...first.totals, newBytes: 0 });
  expect(await verify(repository.repository)).toMatchObject({ intact: true, findings: [] });

  const target = await freshDatabase(source.server);
  await repository.restore(target.target);
  expect(await difference(source, target)).toEqual([]);

  const folder = repository.repository.store.url;
  const recoverTable = async (set: string, from = folder, by = key) => {
    const words = [recover, from, by, first.plan, set, 'public.hidden_table'];
    return (await promisify(execFile)(process.execPath, words, { maxBuffer: 2 ** 24 })).stdout;
  };
  const recovered = await recoverTable(first.set);
  expect(recovered.split('\n').slice(0, 2)).toEqual(['hidden value 1', 'hidden value 2']);
  expect(recovered.match(/^hidden value \d+$/gm)).toHaveLength(50_000);

  const keyThere = generateKey();
  await using there = await TestRepository.open({ key: keyThere }, repository.repository);
  await cp(join(folder, 'blobs'), join(there.folder, 'blobs'), { recursive: true }); // as a service copies them

  await repository.repository.keySlots.rotate();
  await source.query("INSERT INTO hidden_table VALUES ('hidden value of after')");
  const after = await repository.backup(source);
  expect(await recoverTable(after.set)).toBe(`${recovered}hidden value of after\n`);
  const to = { repository: there.folder, key: keyThere };
  const { copies } = await copy(repository.repository, { plan, to });
  expect(copies[0]!.blobs).toBeGreaterThan(0);
  expect(copies[0]!.blobs).toBeLessThan(after.totals.blobs);
  expect(await recoverTable(after.set, there.folder, keyThere)).toBe(`${recovered}hidden value of after\n`);

  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  let bytes = 0;
  for (const { parentPath, name } of files) {
    const stored = await readFile(join(parentPath, name));
    bytes += parentPath.includes('/blobs/') ? stored.length : 0;
    for (const word of ['hidden', key]) expect(stored.includes(word), `${word} in ${name}`).toBe(false);
    expect(stored.readUInt32LE(), `${name} is no zstd frame`).not.toBe(0xfd2fb528);
  }
  expect(bytes).toBe(first.totals.storedBytes + after.totals.newBytes);
});
