import { PgstowError } from '../errors.ts';
import type { SetName } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import { madeSet } from '../repository/runRecord.ts';
import type { SetObjects } from '../repository/sets.ts';

/** A set that cannot be read, so that nobody knows which blobs it needs. */
export interface UnreadableSet extends SetName {
  readonly error: PgstowError;
}

/** The blobs that sets need. It may look again and again: what it has seen once it does not read again. */
export class Mark {
  /** By name. Those of sets that were removed since it looked first are among them: too many do no harm. */
  readonly blobs = new Set<string>();
  /** As the last look found them. */
  unreadable: readonly UnreadableSet[] = [];
  readonly #repository: Repository;
  readonly #signal: AbortSignal;
  readonly #seen = new Set<string>();

  constructor(repository: Repository, signal: AbortSignal) {
    this.#repository = repository;
    this.#signal = signal;
  }

  /** Reads the sets that have come since the last look; those to `leaveOut` count as removed. */
  async look(leaveOut: readonly SetName[] = []): Promise<void> {
    const options = { signal: this.#signal };
    const objects = await this.#repository.sets.objects(undefined, options);
    const left = new Set(leaveOut.map(idOf));
    const unseen = objects.filter((each) => !this.#seen.has(idOf(each)) && !left.has(idOf(each)));
    const standing = unseen.filter(({ parts }) => parts.has('manifest.json'));
    const looked = await inParallel(standing, (name) => this.#read(name));
    const lost = await lostSets(this.#repository, unseen, this.#signal);
    this.unreadable = [...looked.flatMap((each) => each ?? []), ...lost];
  }

  /** As the listing of this look has shown it: what has been removed since is still marked, which does no harm. */
  async #read({ plan, set, parts }: SetObjects): Promise<UnreadableSet | undefined> {
    const options = (part: string) => ({ signal: this.#signal, listed: parts.get(part) });
    const listed = await this.#repository.sets.find({ plan, set }, options('manifest.json'));
    if (!listed) return undefined;
    if (listed.state === 'damaged') return { plan, set, error: listed.error };
    try {
      for (const item of await this.#repository.sets.readContents(listed.manifest, options('contents.ndjson.zst'))) {
        if ('pieces' in item) for (const { blob } of item.pieces) this.blobs.add(blob);
      }
      this.#seen.add(idOf({ plan, set }));
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || !['damaged', 'unsupported'].includes(thrown.code)) throw thrown;
      // contents go after the manifest: a set that is removed while we read is no damaged one
      const stands = await this.#repository.sets.find({ plan, set }, { signal: this.#signal });
      return stands && { plan, set, error: thrown };
    }
  }
}

/** Sets without a manifest whose backup is recorded as done: somebody else has deleted it, and may bring it back. */
export async function lostSets(
  { runs, sets }: Repository,
  objects: readonly SetObjects[],
  signal: AbortSignal,
): Promise<UnreadableSet[]> {
  const bare = objects.filter(({ parts }) => !parts.has('manifest.json'));
  const plans = [...new Set(bare.map(({ plan }) => plan))];
  const made = new Set<string>();
  for (const plan of plans) {
    for (const run of await runs.list(plan, { signal })) {
      const set = run.state === 'damaged' ? undefined : madeSet(run);
      if (set) made.add(set);
    }
  }
  const lost: UnreadableSet[] = [];
  for (const { plan, set } of bare.filter((each) => made.has(each.set))) {
    const what = `the manifest of set ${set} is missing, and the run that made the set succeeded`;
    const cameMeanwhile = (await sets.objects(plan, { signal })).some(
      (each) => each.set === set && each.parts.has('manifest.json'),
    );
    if (!cameMeanwhile) lost.push({ plan, set, error: new PgstowError('damaged', what) });
  }
  return lost;
}

export function idOf({ plan, set }: SetName): string {
  return `${plan}/${set}`;
}
