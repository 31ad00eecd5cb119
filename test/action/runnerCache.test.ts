import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CacheSurroundings, RunnerCache } from '../../action/cache/runnerCache.ts';
import { CacheService } from './cacheService.ts';

const repository = '0b9f1f3e-7f4a-4c65-9a53-0f6f4f2d8a11';

let temporary: string;
let service: CacheService;
let debug: string[];
let masked: string[];
beforeEach(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'pgstow-runner-'));
  service = await CacheService.start();
  debug = [];
  masked = [];
});
afterEach(async () => {
  await service[Symbol.asyncDispose]();
  await rm(temporary, { recursive: true });
});

function around(more: Partial<CacheSurroundings> = {}): CacheSurroundings {
  return {
    env: { PATH: process.env.PATH, RUNNER_TEMP: temporary, PGSTOW_KEY: 'pgstow-key-1-secret', ...service.env },
    debug: (line) => debug.push(line),
    mask: (secret) => masked.push(secret),
    signal: new AbortController().signal,
    ...more,
  };
}

/** A job: what was kept is brought back, `work` adds to it, and it is saved. Gives the names that it began with. */
async function job(work: (folder: string) => Promise<void>, more?: Partial<CacheSurroundings>): Promise<string[]> {
  await using cache = await RunnerCache.open(around(more));
  const { folder, prepare } = cache!.place;
  const part = { repository, folder: join(folder, repository) };
  await prepare!(part);
  const names = await readdir(part.folder).catch(() => []);
  await mkdir(part.folder, { recursive: true });
  await work(part.folder);
  await cache!.save();
  return names.sort();
}

/** How many processes that this one has started have a text in their environment. */
async function childrenWith(text: string): Promise<number> {
  const pids = (await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')).trim().split(' ');
  const environments = await Promise.all(pids.filter(Boolean).map((pid) => readFile(`/proc/${pid}/environ`, 'utf8')));
  return environments.filter((each) => each.includes(text)).length;
}

const write =
  (...names: string[]) =>
  async (folder: string) => {
    for (const name of names) await writeFile(join(folder, name), `the bytes of ${name}`);
  };
const nothing = async () => {};

describe("GitHub's cache, by its own client", () => {
  test('gives the next job what the one before has saved, and saves again only what is worth it', async () => {
    const many = Array.from({ length: 20 }, (_, index) => `sets~p~${index}`);
    expect(await job(write(...many))).toEqual([]);
    expect(service.entries).toHaveLength(1);
    expect(service.entries[0]!.key).toMatch(new RegExp(`^pgstow-sets-1-${repository}-\\d+-[0-9a-f]{8}$`));
    expect(await job(write('sets~p~new'))).toEqual(many.toSorted());
    expect(service.entries).toHaveLength(1); // one among twenty
    expect(await job(write('sets~p~new', 'sets~p~newer', 'sets~p~newest'))).toEqual(many.toSorted());
    expect(service.entries).toHaveLength(2);
    const last = await job(async (folder) => {
      expect(await readFile(join(folder, 'sets~p~newest'), 'utf8')).toBe('the bytes of sets~p~newest');
    });
    expect(last).toHaveLength(23);
    expect(service.entries).toHaveLength(2);
    expect(await readdir(temporary)).toEqual([]);
  });

  test('is asked for nothing by a job that does not need it', async () => {
    await using cache = await RunnerCache.open(around());
    await cache!.save();
    expect(service.calls).toEqual([]);
  });

  test('tells the debug log alone, and no secret of the addresses', async () => {
    await job(write('sets~p~1'));
    await job(nothing);
    expect(debug).toContain('cache: 1 objects, 1 of them new');
    expect(debug).toContain('cache: 1 objects were restored');
    expect(debug.filter((line) => line.includes('::'))).toEqual([]);
    expect(masked).toContain('download-secret');
  });

  test.each(['refuse', 'nonsense'] as const)('is done without when the service answers with %s', async (answer) => {
    service.answer = answer;
    const slow = AbortSignal.timeout(1_200); // the client tries nonsense again and again
    expect(await job(write('sets~p~1'), { signal: slow })).toEqual([]);
    expect(service.entries).toEqual([]);
    expect(debug.filter((line) => /^(::|.*\n)/.test(line))).toEqual([]);
  });

  test('is ended with the job while the service says nothing, and knows no key', async () => {
    service.answer = 'hang';
    const cancel = new AbortController();
    const ended = job(write('sets~p~1'), { signal: cancel.signal });
    while (service.calls.length === 0) await setTimeout(20);
    expect(await childrenWith('GITHUB_WORKSPACE')).toBe(1);
    expect(await childrenWith('pgstow-key-1-secret')).toBe(0);
    const cancelled = Date.now();
    cancel.abort();
    expect(await ended).toEqual([]);
    expect(Date.now() - cancelled).toBeLessThan(5_000);
    expect(await childrenWith('GITHUB_WORKSPACE')).toBe(0);
    expect(debug).toContain('cache: restore ended with SIGKILL, for it was interrupted or took too long');
  });

  test('is not there where the runner has no such service, or no place', async () => {
    const { ACTIONS_RUNTIME_TOKEN: _, ...env } = around().env;
    expect(await RunnerCache.open(around({ env }))).toBeUndefined();
    expect(debug).toEqual(['no cache: this runner has no cache service']);
    expect(await RunnerCache.open(around({ env: { ...around().env, RUNNER_TEMP: '/dev/null' } }))).toBeUndefined();
    expect(debug[1]).toMatch(/^no cache: Error: ENOTDIR/);
  });

  /** The client packs by zstd where there is one. */
  const hasZstd = spawnSync('zstd', ['--version']).status === 0;

  /** What is in the archive, as `tar -P` would put it there. */
  const archives: Readonly<Record<string, (folder: string) => Promise<string[]>>> = {
    'an absolute name': async (folder) => {
      await writeFile(join(folder, 'evil'), 'evil');
      return ['-P', '--transform', `s,.*,${temporary}/outside/evil,`, 'evil'];
    },
    'a name with ..': async (folder) => {
      await writeFile(join(folder, 'evil'), 'evil');
      return ['-P', '--transform', 's,.*,../../outside/evil,', 'evil'];
    },
    'a link that a later name goes through': async (folder) => {
      await symlink(join(temporary, 'outside'), join(folder, 'link'));
      await mkdir(join(folder, 'other'));
      await writeFile(join(folder, 'other', 'evil'), 'evil');
      return ['-P', '--transform', 's,^other,link,', 'link', 'other/evil'];
    },
    'a link in the place of the folder': async (folder) => {
      await symlink(join(temporary, 'outside'), join(folder, repository));
      return [repository];
    },
  };
  test.each(Object.keys(archives))('writes nothing outside its folder when an archive has %s', async (kind) => {
    const folder = join(temporary, 'forged');
    for (const each of ['forged', 'outside']) await mkdir(join(temporary, each));
    const options = await archives[kind]!(folder);
    const bytes = execFileSync('tar', [hasZstd ? '--zstd' : '-z', '-c', '-f', '-', '-C', folder, ...options]);
    service.entries.push({ key: `pgstow-sets-1-${repository}-forged`, version: 'any', bytes });
    await job(write('sets~p~2'));
    expect(service.calls).toContain('GET blob');
    expect(await readdir(join(temporary, 'outside'))).toEqual([]);
  });
});
