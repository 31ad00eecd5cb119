import { PgstowError } from '../errors.ts';
import type { PruneState } from '../repository/pruneRecords.ts';
import type { Repository } from '../repository/repository.ts';

/** Blobs that prunes delete, or have deleted of late. */
export interface NamesToAvoid {
  /** The prunes that have said which. */
  readonly prunes: readonly string[];
  readonly names: ReadonlySet<string>;
  /** Lists of prunes that are done which cannot be read: nobody deletes by them any more, but for who sleeps in a request. */
  readonly unreadable: readonly PgstowError[];
}

/**
 * Which blobs whoever makes a set from now on must not rely on, nor store anew by the same name: whoever deletes them may
 * wake late. A prune's record is kept for a week after it is done.
 */
export async function namesToAvoid(repository: Pick<Repository, 'prunes'>): Promise<NamesToAvoid> {
  const prunes: string[] = [];
  const names = new Set<string>();
  const unreadable: PgstowError[] = [];
  for (const state of await repository.prunes.list()) {
    if (!state.parts.has('blobs.ndjson.zst')) continue;
    const blobs = await blobsThatGo(repository, state);
    if (!blobs) continue;
    if (blobs instanceof PgstowError) {
      unreadable.push(blobs);
      continue;
    }
    prunes.push(state.prune);
    for (const blob of blobs) names.add(blob);
  }
  return { prunes, names, unreadable };
}

/**
 * As long as it is not decided which of them stay, all go. Undefined when the record was forgotten meanwhile: it was done. An
 * error when it is damaged and done.
 */
async function blobsThatGo(
  { prunes }: Pick<Repository, 'prunes'>,
  { prune, parts }: PruneState,
): Promise<string[] | PgstowError | undefined> {
  try {
    const spared = parts.has('blobs-spared.ndjson.zst') ? await prunes.sparedBlobs(prune) : [];
    const stay = new Set(spared.map(({ blob }) => blob));
    return (await prunes.doomedBlobs(prune)).map(({ blob }) => blob).filter((blob) => !stay.has(blob));
  } catch (thrown) {
    const isThere = (await prunes.list()).some((each) => each.prune === prune && each.parts.has('sets.json'));
    if (!(thrown instanceof PgstowError)) throw thrown;
    if (!isThere) return undefined;
    if (parts.has('done.json') && thrown.code === 'damaged') return thrown;
    throw thrown;
  }
}
