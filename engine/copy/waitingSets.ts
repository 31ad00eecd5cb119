import { PgstowError } from '../errors.ts';
import { isArchived } from '../repository/blobs.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { ArchivedSets } from '../repository/runRecord.ts';
import { lookThere, present, type There } from './carryBlobs.ts';
import { blobsOf } from './copySet.ts';
import type { KnownNames } from './knownNames.ts';

interface Way {
  readonly source: Repository;
  readonly destination: Repository;
  readonly known: KnownNames;
  readonly signal: AbortSignal;
}

/**
 * Which sets cannot be copied before something of them is thawed where they are: told before anything of them travels, for what of it can be
 * read would else travel each night anew, and go each time, for no set there needs it.
 */
export class WaitingSets {
  readonly #way: Way;
  readonly #sets: string[] = [];
  /** What they wait for, by name: its bytes and class. */
  readonly #blobs = new Map<string, { readonly size: number; readonly storageClass: string }>();
  #archived: ReturnType<typeof archivedIn> | undefined;
  #there: Promise<There> | undefined;

  constructor(way: Way) {
    this.#way = way;
  }

  /** Those that were found to wait; undefined where none was. */
  get found(): ArchivedSets | undefined {
    if (this.#sets.length === 0) return undefined;
    const blobs = [...this.#blobs.values()];
    return {
      sets: this.#sets,
      blobs: blobs.length,
      bytes: blobs.reduce((sum, { size }) => sum + size, 0),
      storageClasses: [...new Set(blobs.map(({ storageClass }) => storageClass))].sort(),
    };
  }

  /** Whether a set waits, which is noted. One that cannot be looked into does not: whoever copies it is told why. */
  async waits(manifest: SetManifest): Promise<boolean> {
    const { source } = this.#way;
    this.#archived ??= archivedIn(source, this.#way.signal);
    const archived = await this.#archived;
    if (archived.size === 0) return false;
    const needed = (await this.#blobsOf(manifest)).filter((blob) => archived.has(blob));
    const missing = needed.length > 0 ? await this.#missing(manifest, needed) : [];
    if (!(await isOneFrozen(source, missing, this.#way.signal))) return false;
    this.#sets.push(manifest.set);
    for (const blob of missing) this.#blobs.set(blob, archived.get(blob)!);
    return true;
  }

  async #blobsOf(manifest: SetManifest): Promise<string[]> {
    try {
      return [...blobsOf(await this.#way.source.sets.readContents(manifest, { signal: this.#way.signal }))];
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted') throw thrown;
      return [];
    }
  }

  /** Those that are not at the destination. */
  async #missing({ plan, set }: SetManifest, blobs: readonly string[]): Promise<string[]> {
    const { destination, known, signal } = this.#way;
    await known.askNeighbours(plan, set, { signal, warn: () => {} }); // told by who copies
    this.#there ??= lookThere(destination.blobs, signal);
    const there = await this.#there;
    return blobs.filter((blob) => !present(there, known, blob));
  }
}

/** What lies in an archive, as a listing tells; whether it was thawed it does not. */
async function archivedIn({ blobs, store }: Repository, signal: AbortSignal) {
  const found = new Map<string, { readonly size: number; readonly storageClass: string }>();
  if (!store.classes) return found;
  for await (const blob of blobs.list({ signal })) {
    if (isArchived(blob)) found.set(blob.name, { size: blob.size, storageClass: blob.storageClass! });
  }
  return found;
}

/** Asks no more when it has found one: on most nights that is the first. */
async function isOneFrozen({ blobs }: Repository, names: readonly string[], signal: AbortSignal): Promise<boolean> {
  let isFrozen = false;
  await inParallel(names, async (name) => {
    if (isFrozen) return;
    const archived = (await blobs.look(name, { signal }))?.archived;
    if (archived && archived.state !== 'thawed') isFrozen = true;
  });
  return isFrozen;
}

/** What is told of sets that wait, once a run. */
export function waitingText(plan: string, repository: string, { sets, storageClasses }: ArchivedSets): string {
  const [some, more] = [sets.slice(0, 3), sets.length - 3];
  const which = `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const are = sets.length === 1 ? 'set of plan' : 'sets of plan';
  return `${sets.length} ${are} ${plan} cannot be copied to ${repository} yet, for something that is needed lies in an archive (${storageClasses.join(', ')}): ${which}; pgstow thaw SET makes it readable, and the next run copies it`;
}

/** One that was asked for by its id waits. */
export function hasToWait(set: string, { blobs, storageClasses }: ArchivedSets): PgstowError {
  const what = blobs === 1 ? '1 blob that is needed lies' : `${blobs} blobs that are needed lie`;
  return new PgstowError(
    'archived',
    `set ${set} cannot be copied yet: ${what} in an archive (${storageClasses.join(', ')})`,
    {
      hint: `nothing was copied; make it readable, which may take hours: pgstow thaw ${set}; and then run this again`,
    },
  );
}
