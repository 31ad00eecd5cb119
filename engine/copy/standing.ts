import type { SetName } from '../repository/contents.ts';
import { originalOf } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { SetObjects } from '../repository/sets.ts';
import { tombstoneLimit } from '../repository/tombstone.ts';

/** What has become of a set where it is copied to. */
export type Standing =
  /** It is there, by this id. */
  | { readonly state: 'there'; readonly set: string }
  /** It is there, and cannot be read as it is: what is wrong, as a sentence. */
  | { readonly state: 'damaged'; readonly set: string; readonly what: string }
  /** It was there, and was removed. */
  | { readonly state: 'removed' }
  /** It is not there; `free` is the id that it may have. */
  | { readonly state: 'absent'; readonly free: string };

/**
 * What has become of the sets of a plan where they are copied to, by their ids at the source: judged by what the manifest says, and
 * by the listing of what else the set consists of. Its blobs are not looked at: a set that is copied looks at those that it needs, and
 * `verify` and `repair` at all.
 *
 * A set has the same id there; only where an attempt to make it was declared dead within its last moments, which leaves a tombstone that
 * keeps it from coming late, it is `<id>.1`, and so on.
 */
export async function standings(
  destination: Repository,
  plan: string,
  signal: AbortSignal,
): Promise<(set: string) => Promise<Standing>> {
  const { sets } = destination;
  const found = (await sets.objects(plan, { signal })).filter(({ parts }) => parts.has('manifest.json'));
  const byOriginal = Map.groupBy(found, ({ set }) => originalOf(set));
  const tombstoneOf = (name: SetName) => sets.tombstone(name, { signal });
  return async (set) => {
    const all = byOriginal.get(set) ?? [];
    for (const each of all.filter(isNoTombstone)) {
      const stands = await standingOf(destination, each, signal);
      if (stands) return stands;
    }
    for (const each of all) if ((await tombstoneOf(each))?.why === 'removed') return { state: 'removed' };
    return { state: 'absent', free: freeId(set, all) };
  };
}

function isNoTombstone({ parts }: SetObjects): boolean {
  return parts.get('manifest.json')!.size > tombstoneLimit;
}

/** Undefined where it has been removed since it was listed. */
async function standingOf(
  destination: Repository,
  listed: SetObjects,
  signal: AbortSignal,
): Promise<Standing | undefined> {
  const { plan, set } = listed;
  const found = await destination.sets.find({ plan, set }, { signal, listed: listed.parts.get('manifest.json') });
  if (!found) return undefined;
  const what = found.state === 'damaged' ? found.error.message : whatIsAmiss(found.manifest, listed);
  return what === undefined ? { state: 'there', set } : { state: 'damaged', set, what };
}

/** What the listing tells of the objects that belong to the manifest. */
function whatIsAmiss(manifest: SetManifest, { parts }: SetObjects): string | undefined {
  const needed = [
    ['definitions.dump', manifest.definitions.bytes],
    ['contents.ndjson.zst', manifest.contents.bytes],
  ] as const;
  for (const [part, bytes] of needed) {
    const size = parts.get(part)?.size;
    if (size === undefined) return `its ${part} is missing`;
    if (size < bytes) return `its ${part} has ${size} bytes, and should have ${bytes} at least`; // what is sealed has more
  }
  return undefined;
}

/** An id at which nothing stands. */
function freeId(set: string, taken: readonly SetName[]): string {
  const ids = new Set(taken.map((each) => each.set));
  let id = set;
  for (let n = 1; ids.has(id); n++) id = `${set}.${n}`;
  return id;
}
