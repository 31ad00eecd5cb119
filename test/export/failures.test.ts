import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ExportOptions, exportSet } from '../../engine/export/exportSet.ts';
import { type ExportFormat, exportFormats } from '../../engine/export/request.ts';
import { runEngine } from '../faults/engineProcess.ts';
import { ScarceDisk } from '../faults/scarceDisk.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';

let repository: TestRepository;
let folder: string;
let to: string;
beforeAll(async () => {
  const source = await freshDatabase(await server('18', { skip: () => {} } as never));
  await source.query(`
    CREATE TABLE a AS SELECT n, md5(n::text) FROM generate_series(1, 1000) n;
    CREATE TABLE b AS SELECT n, string_agg(md5(random()::text), '') AS v FROM generate_series(1, 4) n, generate_series(1, 65536) GROUP BY n;
    SELECT lo_from_bytea(701, 'large')`);
  repository = await TestRepository.open('none');
  await repository.backup(source);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-export-'));
  to = join(folder, 'deep/out');
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => repository[Symbol.asyncDispose]());

const run = (format: ExportFormat, options: ExportOptions = {}, into = to) =>
  exportSet(repository.repository, { plan, format, folder: into }, options);

test('folders above it are made along, and where none can be made that is said', async () => {
  const { folder } = await run('plain', {}, join(to, 'a', 'b'));
  expect((await readdir(folder)).toSorted()).toEqual(['database.sql', 'globals.sql']);
  await expect(run('plain', {}, '/proc/none/here')).rejects.toMatchObject({
    code: 'store',
    message: 'cannot write /proc/none/here: it is not there, and cannot be made (ENOENT)',
    hint: 'name another folder, then export again',
  });
});

test('a folder that holds anything is left as it is', async () => {
  await mkdir(to, { recursive: true });
  await writeFile(join(to, 'mine'), '');
  await expect(run('plain')).rejects.toMatchObject({
    code: 'conflict',
    message: `${to} is not empty: nothing in it is written over`,
    hint: 'name an empty folder, or one that is still to be made',
  });
  expect(await readdir(to)).toEqual(['mine']);
  await expect(run('plain', {}, join(to, 'mine'))).rejects.toMatchObject({
    code: 'input',
    message: `${join(to, 'mine')} is a file`,
  });
  await rm(join(to, 'mine'));
  await run('plain');
  expect(await readdir(to)).toEqual(['database.sql', 'globals.sql']);
});

test.each(exportFormats)('of two exports of format %s into one folder the second is refused', async (format) => {
  const [first, second] = await Promise.allSettled([run(format), run(format)]);
  expect([first.status, second.status].sort()).toEqual(['fulfilled', 'rejected']);
  const { reason } = [first, second].find(({ status }) => status === 'rejected') as PromiseRejectedResult;
  expect(reason).toMatchObject({ code: 'conflict', message: `${to} is not empty: nothing in it is written over` });
  expect((await readdir(to)).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
});

test.each(exportFormats)('an export of format %s that is interrupted leaves nothing', async (format) => {
  const controller = new AbortController();
  const onEvent: ExportOptions['onEvent'] = (event) => event.kind === 'progress' && controller.abort();
  await expect(run(format, { signal: controller.signal, onEvent })).rejects.toMatchObject({
    code: 'interrupted',
    hint: `nothing of it is left in ${to}: export again`,
  });
  expect(await readdir(join(folder, 'deep'))).toEqual([]);
  expect((await repository.repository.runs.list())[0]).toMatchObject({ kind: 'export', state: 'interrupted' });
});

test.each(exportFormats)(
  'rows that are not those of the set end an export of format %s, which leaves nothing',
  async (format) => {
    const { blobs } = repository.repository;
    const get = blobs.get;
    blobs.get = async (name, options) => {
      const content = zstdDecompressSync(await get.call(blobs, name, options));
      content[content.length - 3]! ^= 1;
      return zstdCompressSync(content);
    };
    try {
      await expect(run(format)).rejects.toMatchObject({ code: 'damaged' });
    } finally {
      blobs.get = get;
    }
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  },
);

test.each(exportFormats)(
  'a full disk ends an export of format %s with what to do, and is as empty as before',
  async (format) => {
    using disk = new ScarceDisk(2, { skip: () => {} } as never);
    await expect(run(format, {}, disk.folder)).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^cannot write \/\S+: no space left on the disk \(ENOSPC\)$/),
      hint: 'free some space, or name a folder on a larger disk, then export again',
    });
    expect(await readdir(disk.folder)).toEqual([]);
  },
);

test.each(exportFormats)(
  'an export of format %s that is killed looks like none, and is not written over',
  async (format) => {
    const request = { plan, format, folder: to };
    const stop = { at: { read: '^blobs/' }, signal: 'SIGKILL' } as const;
    await runEngine({ repository: repository.folder, work: { kind: 'export', request }, stop });
    const left = await readdir(to);
    expect(left.filter((name) => ['toc.dat', 'database.sql'].includes(name))).toEqual([]);
    expect(left).toContain(format === 'plain' ? 'database.sql.unfinished' : 'toc.dat.unfinished');
    await expect(exportSet(repository.repository, request)).rejects.toMatchObject({
      hint: 'it holds an export that is under way or was cut off: if none is under way remove it, or name another folder',
    });
    expect(await readdir(to)).toEqual(left);
  },
);
