import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initRepository, openRepository } from '../../engine/repository/repository.ts';
import { testSurroundings } from './folderRepository.ts';

const id = '0b9f1f3e-7f4a-4c65-9a53-0f6f4f2d8a11';

describe('a repository', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pgstow-repository-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const facts = (text: string) => writeFile(join(folder, 'repository.json'), text);

  it('is made where nothing is, and opened again', async () => {
    const made = await initRepository(
      join(folder, 'new'),
      { region: 'eu-central-1', encryption: 'none' },
      testSurroundings(),
    );
    expect(await readdir(join(folder, 'new'))).toEqual(['repository.json']);
    expect(JSON.parse(await readFile(join(folder, 'new/repository.json'), 'utf8'))).toEqual({
      format: 1,
      id: made.id,
      created: '2026-11-22T21:30:00.123Z',
      region: 'eu-central-1',
      encryption: 'none',
    });
    const opened = await openRepository(join(folder, 'new'));
    expect(opened.id).toBe(made.id);
    expect(opened.facts).toEqual(made.facts);
    expect(opened.store.url).toBe(join(folder, 'new'));
  });

  it('is never made twice', async () => {
    const { id } = await initRepository(folder, { encryption: 'none' }, testSurroundings());
    await expect(initRepository(folder, { encryption: 'none' })).rejects.toMatchObject({
      code: 'conflict',
      message: `${folder} is a repository already (${id}, made 2026-11-22T21:30:00.123Z)`,
      hint: 'use it as it is, or name another folder or prefix',
    });
    expect((await openRepository(folder)).id).toBe(id);
  });

  it('is made by one of two who try at once', async () => {
    const tries = await Promise.allSettled([1, 2].map(() => initRepository(folder, { encryption: 'none' })));
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is not any folder', async () => {
    await expect(openRepository(folder)).rejects.toMatchObject({
      code: 'input',
      message: `${folder} is not a repository: it has no repository.json`,
      hint: `check the address, or make one there: pgstow init --repository '${folder}'`,
    });
  });

  it('that is not there is told from one that is empty', async () => {
    await expect(openRepository(join(folder, 'absent'))).rejects.toMatchObject({
      code: 'store',
      message: `cannot open the folder ${folder}/absent: no such file or folder (ENOENT)`,
    });
  });

  it('of a later format says both numbers', async () => {
    await facts(`{"format":3,"id":"${id}","slots":[]}`);
    await expect(openRepository(folder)).rejects.toMatchObject({
      code: 'unsupported',
      message: `${folder} is of format 3; this version of pgstow reads formats up to 2`,
      hint: 'use the version of pgstow that made it, or a later one',
    });
  });

  it.each([
    ['', 'is not JSON: Unexpected end of JSON input'],
    ['{"format":1}', 'does not fit: id: '],
    ['[]', 'does not fit: '],
    ['null', 'does not fit: the whole: '],
  ])('whose repository.json is %j is damaged', async (text, message) => {
    await facts(text);
    await expect(openRepository(folder)).rejects.toMatchObject({
      hint: expect.stringContaining('bring this one object back from a copy of the repository'),
      code: 'damaged',
      message: expect.stringContaining(`repository.json in ${folder} ${message}`),
    });
  });

  it('whose repository.json cannot be read says so', async () => {
    await mkdir(join(folder, 'repository.json'));
    await expect(openRepository(folder)).rejects.toMatchObject({ code: 'input' });
    await rm(join(folder, 'repository.json'), { recursive: true });
    await writeFile(join(folder, 'file'), '');
    await expect(openRepository(join(folder, 'file'))).rejects.toMatchObject({ code: 'store' });
  });
});
