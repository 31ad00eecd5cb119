import { randomBytes } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CachePart, SetCache } from '../../engine/index.ts';
import type { Environment } from '../loadInputs.ts';
import { safeTar } from './safeTar.ts';
import { type Transfer, transfer } from './transfer.ts';

export interface CacheSurroundings {
  readonly env: Environment;
  /** Takes what the cache has to tell; nothing of it concerns whoever only reads results. */
  readonly debug: (line: string) => void;
  /** Keeps a text out of every log from now on. */
  readonly mask: (secret: string) => void;
  /** Ends what is under way, and begins nothing more. */
  readonly signal: AbortSignal;
}

/** Milliseconds. A runner that takes longer to bring them has no time to win. */
const restoreLimit = 60_000;
const saveLimit = 120_000;

/**
 * Keeps a repository's manifests and lists of contents in GitHub's cache between jobs. Nothing here rejects: what goes wrong is
 * a line for the debug log, and then they are read from the bucket.
 */
export class RunnerCache implements AsyncDisposable {
  readonly #base: string;
  readonly #around: CacheSurroundings;
  #part: CachePart | undefined;
  #restored: ReadonlySet<string> = new Set();

  private constructor(base: string, around: CacheSurroundings) {
    this.#base = base;
    this.#around = around;
  }

  /** Undefined where this runner has none; its archives are unpacked by a tar that is kept in bounds, which is tried on Linux alone. */
  static async open(around: CacheSurroundings): Promise<RunnerCache | undefined> {
    const { env, debug } = around;
    const { ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL, RUNNER_TEMP } = env;
    const isThere = ACTIONS_RUNTIME_TOKEN && (ACTIONS_RESULTS_URL || ACTIONS_CACHE_URL);
    if (!isThere || process.platform !== 'linux') {
      debug(`no cache: ${isThere ? `it is not used on ${process.platform}` : 'this runner has no cache service'}`);
      return undefined;
    }
    try {
      const base = await mkdtemp(join(RUNNER_TEMP || tmpdir(), 'pgstow-cache-'));
      for (const folder of ['programs', 'sets', 'temporary']) await mkdir(join(base, folder));
      await safeTar(join(base, 'programs'));
      return new RunnerCache(base, around);
    } catch (thrown) {
      debug(`no cache: ${thrown}`);
      return undefined;
    }
  }

  /** For who opens the repository. What was kept is brought back when it is first needed: a job that has nothing to do needs none. */
  get place(): SetCache {
    return { folder: join(this.#base, 'sets'), prepare: (part) => this.#restore(part) };
  }

  /** At the end of a job: saves what is there, if enough of it is new. */
  async save(): Promise<void> {
    const part = this.#part;
    if (!part) return;
    const names = await namesIn(part.folder);
    const fresh = names.filter((name) => !this.#restored.has(name)).length;
    this.#around.debug(`cache: ${names.length} objects, ${fresh} of them new`);
    if (!isWorthSaving(fresh, names.length)) return;
    // nothing that is saved is ever changed: each time is another entry, of which the newest is found by its beginning
    const key = `${keyOf(part)}${Date.now()}-${randomBytes(4).toString('hex')}`;
    await this.#transfer({ verb: 'save', folder: part.repository, key, limit: saveLimit });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#base, { recursive: true, force: true }).catch((thrown) => this.#around.debug(`cache: ${thrown}`));
  }

  async #restore(part: CachePart): Promise<void> {
    this.#part = part;
    await this.#transfer({ verb: 'restore', folder: part.repository, key: keyOf(part), limit: restoreLimit });
    // an archive may hold anything, a link in the place of the folder too
    const found = await lstat(part.folder).catch(() => undefined);
    if (found && !found.isDirectory()) await rm(part.folder);
    this.#restored = new Set(await namesIn(part.folder));
    this.#around.debug(`cache: ${this.#restored.size} objects were restored`);
  }

  async #transfer(what: Transfer): Promise<void> {
    try {
      await transfer(what, this.#base, this.#around);
    } catch (thrown) {
      this.#around.debug(`cache: ${thrown}`);
    }
  }
}

/** Each save is a whole archive, and GitHub keeps 10 GB of a repository's: so not for a set or two among hundreds. */
function isWorthSaving(fresh: number, all: number): boolean {
  return fresh > 0 && fresh * 10 >= all;
}

/** What the keys of a repository's archives begin with. Sets of another repository, or of another format, are none of ours. */
function keyOf({ repository }: CachePart): string {
  return `pgstow-sets-1-${repository}-`;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
