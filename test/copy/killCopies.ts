import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { prune } from '../../engine/keep/prune.ts';
import { originalOf } from '../../engine/repository/ids.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import type { CopyRecord } from '../../engine/repository/runRecord.ts';
import { generateKey, type Unlocking } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { CopierJob } from './copier.ts';
import { contentsIn, makeSet, plan } from './twoRepositories.ts';

export interface Kills {
  /** How many processes are killed. */
  readonly times: number;
  /** Which of the two are encrypted. */
  readonly sealed: 'neither' | 'the copy' | 'both';
  /** So many at once, with one destination. */
  readonly atOnce?: number;
}

/**
 * Kills processes that copy at random moments, and looks after each that every set that is seen is whole; the one that is not killed
 * catches up. Backups go on between them, and so do prunes of the copy.
 */
export async function killCopies({ times, sealed, atOnce = 1 }: Kills): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'pgstow-kills-'));
  try {
    const source = await made(join(root, 'main'), sealed === 'both');
    const destination = await made(join(root, 'copy'), sealed !== 'neither');
    await source.repository.plans.apply(parsePlan({ id: plan, source: { host: 'h', database: 'd', user: 'u' } }));
    const job = { plan, source: source.how, destination: destination.how };
    const shared = Array.from({ length: 6 }, text);
    for (let killed = 0; killed < times; killed += atOnce) {
      await makeSet(source.repository, [...shared, text(), text()], 1 - killed / (2 * times));
      await Promise.all(Array.from({ length: atOnce }, () => killedCopier(job)));
      const there = await reopened(destination.how);
      await expectWhole(source.repository, there);
      if (killed % 3 === 0) await prune(there).catch(() => {}); // busy, for the dead is not known to be
    }
    expect(await copierOf(job).outcome).toMatchObject({ state: 'complete', missing: [] });
    const there = await reopened(destination.how);
    await prune(there);
    expect(await expectWhole(source.repository, there)).toBe((await source.repository.sets.list(plan)).length);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

function text(): string {
  return randomBytes(60_000).toString('base64');
}

interface Made {
  readonly repository: Repository;
  readonly how: Unlocking & { readonly repository: string };
}

async function made(folder: string, isSealed: boolean): Promise<Made> {
  const unlocking = isSealed ? { key: generateKey() } : {};
  const repository = await initRepository(folder, { encryption: isSealed ? unlocking : 'none' });
  return { repository, how: { repository: folder, ...unlocking } };
}

function reopened({ repository, ...unlocking }: Made['how']): Promise<Repository> {
  return openRepository(repository, unlocking);
}

/** How many sets are there. */
async function expectWhole(source: Repository, there: Repository): Promise<number> {
  const whole = await contentsIn(source);
  const found = Object.entries(await contentsIn(there));
  for (const [set, texts] of found) expect(texts).toEqual(whole[originalOf(set)]);
  return found.length;
}

interface Copier {
  readonly child: ChildProcess;
  readonly begun: Promise<void>;
  /** Undefined when it was killed before. */
  readonly outcome: Promise<CopyRecord | undefined>;
}

function copierOf(job: CopierJob): Copier {
  const script = fileURLToPath(new URL('./copier.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', script, JSON.stringify(job)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const begun = Promise.withResolvers<void>();
  const outcome = (async () => {
    let last: CopyRecord | undefined;
    for await (const line of createInterface(child.stdout)) {
      if (line === 'begun') begun.resolve();
      else last = JSON.parse(line);
    }
    begun.resolve();
    return last;
  })();
  return { child, begun: begun.promise, outcome };
}

/** What a whole copy takes is not known beforehand: moments are spread over the time that it took before, and somewhat more. */
async function killedCopier(job: CopierJob): Promise<void> {
  const { child, begun, outcome } = copierOf(job);
  await begun;
  await Promise.race([sleep(Math.random() * 250), outcome]);
  child.kill('SIGKILL');
  await outcome;
}
