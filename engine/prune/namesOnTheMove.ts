import { PgstowError } from '../errors.ts';
import type { ArchivingState } from '../repository/archivingRecords.ts';
import type { Repository } from '../repository/repository.ts';

/** Blobs that are about to be archived. */
export interface NamesOnTheMove {
  readonly archivings: readonly string[];
  readonly names: ReadonlySet<string>;
}

/**
 * Which blobs whoever makes a set from now on must not rely on, for they may lie in an archive any moment. Once an archiving is done they
 * do, and each of them says so itself.
 */
export async function namesOnTheMove(repository: Pick<Repository, 'archivings'>): Promise<NamesOnTheMove> {
  const names = new Set<string>();
  const archivings: string[] = [];
  for (const state of await repository.archivings.unfinished()) {
    archivings.push(state.archiving);
    for (const name of await namesOf(repository, state)) names.add(name);
  }
  return { archivings, names };
}

/** As long as it is not decided which of them stay, all move. */
async function namesOf(
  { archivings }: Pick<Repository, 'archivings'>,
  { archiving, parts }: ArchivingState,
): Promise<string[]> {
  try {
    const spared = parts.has('blobs-spared.ndjson.zst') ? await archivings.spared(archiving) : [];
    const stay = new Set(spared.map(({ blob }) => blob));
    return (await archivings.proposed(archiving)).map(({ blob }) => blob).filter((blob) => !stay.has(blob));
  } catch (thrown) {
    const isOpen = (await archivings.unfinished()).some((each) => each.archiving === archiving);
    if (isOpen || !(thrown instanceof PgstowError)) throw thrown;
    return []; // forgotten meanwhile: it was done
  }
}
