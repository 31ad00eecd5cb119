import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildAction } from '../../build/action/bundle.ts';
import { top } from '../../build/bundle/settings.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-action-'));
  await buildAction(folder);
});
afterAll(() => rm(folder, { recursive: true }));

async function textsIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, 'latin1')] as const)));
}

test('the bundle says nothing of where it was made, and has the licence of each package in it', async () => {
  const texts = await textsIn(folder);
  expect([...texts].filter(([, text]) => text.includes(top)).map(([path]) => path)).toEqual([]);
  const licences = texts.get(join(folder, 'licences.txt'))!;
  for (const name of ['@actions/core', '@aws-sdk/client-s3', '@electric-sql/pglite-tools', 'pg', 'undici', 'zod']) {
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  }
  expect(licences).not.toContain('commander');
});

test('the bundle is small', async () => {
  const texts = await textsIn(folder);
  const bytes = [...texts.values()].reduce((sum, text) => sum + text.length, 0);
  expect(bytes).toBeLessThan(6_500_000);
});

test('secrets are masked before a word is said, even where no input is right', () => {
  const env = { INPUT_COMMAND: 'bakcup', PGSTOW_KEY: 'the key', PGPASSWORD: 'one\ntwo lines', RUNNER_TEMP: folder };
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'main.js')], { env, encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line !== '');
  const first = lines.findIndex((line) => !line.startsWith('::add-mask::'));
  expect(lines.slice(0, first)).toEqual(
    [
      'the key',
      'the%2520key',
      'the+key',
      'one%0Atwo lines',
      'one%250Atwo%2520lines',
      'one%250Atwo+lines',
      'one\\ntwo lines',
    ]
      .concat(['two lines', 'two%2520lines', 'two+lines'])
      .map((masked) => `::add-mask::${masked}`),
  );
  expect(lines.at(-1)).toMatch(
    /^::error title=pgstow::input command does not take "bakcup"%0Ahint: did you mean backup\?/,
  );
  expect(status).toBe(1);
});

test('a password in the wrong place is in nothing that is written', async () => {
  const target = 'host=h password=misplaced';
  const page = join(folder, 'summary.md');
  for (const repository of ['s3://key:misplaced@bucket/x', 's3://bucket/x?secret-key=misplaced']) {
    await writeFile(page, '');
    for (const given of [{}, { INPUT_TARGET: target }]) {
      const inputs = { INPUT_COMMAND: 'backup', INPUT_PLAN: 'a', INPUT_REPOSITORY: repository, ...given };
      const env = { ...inputs, RUNNER_TEMP: folder, GITHUB_STEP_SUMMARY: page };
      const { stdout, stderr } = spawnSync(process.execPath, [join(folder, 'main.js')], { env, encoding: 'utf8' });
      const said = `${stdout}${stderr}`.replaceAll(/^::add-mask::.*$/gm, '');
      expect(said).toContain('::error');
      const reports = (await readdir(folder)).filter((name) => name.startsWith('pgstow-report-'));
      const written = await Promise.all(
        [page, ...reports.map((name) => join(folder, name))].map((path) => readFile(path, 'utf8')),
      );
      expect([said, ...written].join('\n')).not.toContain('misplaced');
    }
  }
});

async function startNode(): Promise<number> {
  const begun = performance.now();
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
  return performance.now() - begun;
}

/** From the start to the first request to the repository. */
async function startAction(): Promise<number> {
  const bucket = createServer();
  await once(bucket.listen(0, '127.0.0.1'), 'listening');
  const env = {
    INPUT_COMMAND: 'backup',
    INPUT_PLAN: 'orders',
    INPUT_REPOSITORY: `s3://backups/prod?endpoint=http://127.0.0.1:${(bucket.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
  };
  const begun = performance.now();
  const child = spawn(process.execPath, [join(folder, 'main.js')], { env, stdio: 'ignore' });
  await once(bucket, 'request');
  const time = performance.now() - begun;
  child.kill('SIGKILL');
  bucket.closeAllConnections();
  bucket.close();
  return time;
}

test('the bundle is at its repository soon after its start', async () => {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const node = await startNode(); // at the pace that the machine has just then
    times.push((await startAction()) / node);
  }
  // 143 ms beyond Node.js were measured on a quiet machine (bench/README.md), whose own start took 40
  expect(Math.min(...times)).toBeLessThan(15);
});
