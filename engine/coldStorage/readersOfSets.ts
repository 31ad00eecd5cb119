import { PgstowError } from '../errors.ts';
import { readLeases } from '../lease/leaseRecord.ts';
import { type Blocker, blockerOf, heldNow } from '../prune/blockers.ts';
import { idOf } from '../prune/mark.ts';
import type { SetName } from '../repository/contents.ts';
import type { Repository } from '../repository/repository.ts';

/** What of some sets is being read, and by whom. */
export interface BeingRead {
  readonly readers: readonly Blocker[];
  /** All that the sets need that are read, by its name. */
  readonly blobs: ReadonlySet<string>;
}

/**
 * Who reads one of some sets: a restore that has begun is not to be cut off in the middle, nor is what somebody waits for to be thawed to be
 * followed by more of the same set. Who reads all sets of a plan, or of the repository, verifies them, and does without what is archived.
 */
export class ReadersOfSets {
  readonly #repository: Repository;
  readonly #meant: ReadonlySet<string>;
  readonly #signal: AbortSignal;
  /** By set: whoever waits for a thaw reads for hours. */
  readonly #needs = new Map<string, ReadonlySet<string>>();

  constructor(repository: Repository, sets: readonly SetName[], signal: AbortSignal) {
    this.#repository = repository;
    this.#meant = new Set(sets.map(idOf));
    this.#signal = signal;
  }

  async now(): Promise<BeingRead> {
    const held = await heldNow(this.#repository, readLeases);
    const found = held.flatMap((record) => {
      const sets = (record.reads ?? []).flatMap(({ plan, set }) => (plan && set ? [{ plan, set }] : []));
      const meant = sets.filter((each) => this.#meant.has(idOf(each)));
      return meant.length > 0 ? [{ reader: blockerOf(record), sets: meant }] : [];
    });
    const blobs = new Set<string>();
    for (const set of found.flatMap(({ sets }) => sets)) for (const blob of await this.#needsOf(set)) blobs.add(blob);
    return { readers: found.map(({ reader }) => reader), blobs };
  }

  async #needsOf(name: SetName): Promise<ReadonlySet<string>> {
    const known = this.#needs.get(idOf(name)) ?? (await this.#read(name));
    this.#needs.set(idOf(name), known);
    return known;
  }

  /** What is gone, or cannot be read, nobody restores. */
  async #read(name: SetName): Promise<ReadonlySet<string>> {
    const { sets } = this.#repository;
    const options = { signal: this.#signal };
    try {
      const found = await sets.find(name, options);
      const items = found?.state === 'complete' ? await sets.readContents(found.manifest, options) : [];
      return new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])));
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || !['damaged', 'unsupported'].includes(thrown.code)) throw thrown;
      return new Set();
    }
  }
}
