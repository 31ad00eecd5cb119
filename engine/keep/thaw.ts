import { type ArchivedBlob, type ArchivedPart, archivedBlob, archivedParts } from '../coldStorage/archivedBlobs.ts';
import { askToThaw, howLong, type ThawTerms, usualThaw, waitForThaw } from '../coldStorage/thaw.ts';
import type { OnEvent } from '../events.ts';
import { withReading } from '../prune/withReading.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { requireKey } from '../repository/requireKey.ts';

export interface SetToThaw extends Partial<ThawTerms> {
  /** By its id. */
  readonly set: string;
}

export interface ThawOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
}

export interface ThawResult {
  /** The run's id. */
  readonly run: string;
  readonly plan: string;
  readonly set: string;
  /** The blobs that the set needs. */
  readonly blobs: number;
  /** Those of them that lie in an archive, by class, as they were before; none where all of the set can be read as it is. */
  readonly archived: readonly ArchivedPart[];
  /** True when all of the set can be read now. */
  readonly readable: boolean;
  /** How long it takes, in words; absent where nothing is being thawed. */
  readonly takes?: string | undefined;
}

/**
 * Has all that a set needs and that lies in an archive made readable for some days: for whatever reads it then. Run again it asks for
 * nothing that is on its way, and says how far it is.
 *
 * Rejects with `input` (no such set, a tier that its class does not have, no key), `store` (which right is missing) or `interrupted`.
 */
export async function thaw(
  repository: Repository,
  { set: id, tier = usualThaw.tier, days = usualThaw.days, wait = usualThaw.wait }: SetToThaw,
  { signal = new AbortController().signal, onEvent }: ThawOptions = {},
): Promise<ThawResult> {
  requireKey(repository);
  const set = await repository.sets.get(id);
  const name = { plan: set.plan, set: set.set };
  let result: ThawResult | undefined;
  await recordRun(repository, { kind: 'thaw', ...name, onEvent }, (run, meter) =>
    withReading(repository, name, { run, meter, signal }, async (reading) => {
      await reading.require(name);
      const context = { meter, signal: reading.signal };
      const look = () => lookAtSet(repository, set, reading.signal);
      const { all, archived } = await look();
      await askToThaw(repository, archived, { tier, days }, context);
      let unreadable = archived.filter(isUnreadable);
      while (wait && unreadable.length > 0) {
        await waitForThaw(repository, unreadable, context);
        const found = await look(); // meanwhile the bucket may have moved more of it, or what was thawed first may freeze soon
        await askToThaw(repository, found.archived, { tier, days }, context);
        unreadable = found.archived.filter(isUnreadable);
      }
      const readable = unreadable.length === 0;
      const takes = readable ? undefined : howLong(repository, unreadable, { tier, days });
      result = { run, ...name, blobs: all, archived: archivedParts(archived), readable, ...(takes && { takes }) };
      return {};
    }),
  );
  return result!;
}

function isUnreadable({ state }: ArchivedBlob): boolean {
  return state !== 'thawed';
}

async function lookAtSet(
  { sets, blobs }: Repository,
  set: SetManifest,
  signal: AbortSignal,
): Promise<{ readonly all: number; readonly archived: readonly ArchivedBlob[] }> {
  const items = await sets.readContents(set, { signal });
  const names = [...new Set(items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : [])))];
  const states = await inParallel(names, (name) => blobs.look(name, { signal }));
  return { all: names.length, archived: names.flatMap((name, i) => archivedBlob(name, states[i])) };
}
