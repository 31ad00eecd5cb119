import { PgstowError } from '../errors.ts';
import { idOf, lostSets, type UnreadableSet } from '../prune/mark.ts';
import type { SetName } from '../repository/contents.ts';
import { timeOfId } from '../repository/ids.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import type { ListedSet, SetObjects } from '../repository/sets.ts';
import { type AgedSet, type ArchiveRule, oldSets, warmer } from './archiveRule.ts';

/** A set that there is, and what is stored of it. */
export interface StandingSet extends SetName, AgedSet {
  readonly objects: SetObjects;
  readonly listed: ListedSet;
}

/** Which blobs the sets need, old ones and others. It may look again: what it has seen once it does not read again. */
export class SetNeeds {
  /** What sets need that are not old: it stays where it is. */
  readonly warm = new Set<string>();
  /** What old sets need, and the class that they want it in; what others need as well is among it. */
  readonly old = new Map<string, string>();
  /** The sets that are old, as the last look found. */
  oldSets: readonly StandingSet[] = [];
  /** Sets that are not old and cannot be read, as the last look found them: nobody knows what they need. */
  unreadable: readonly UnreadableSet[] = [];
  readonly #repository: Repository;
  readonly #rules: ReadonlyMap<string, ArchiveRule>;
  readonly #signal: AbortSignal;
  /** Whether it was old when it was read. */
  readonly #seen = new Map<string, boolean>();

  constructor(repository: Repository, rules: ReadonlyMap<string, ArchiveRule>, signal: AbortSignal) {
    this.#repository = repository;
    this.#rules = rules;
    this.#signal = signal;
  }

  /** Reads the sets that have come since the last look, and those that are not old any more: where a newer one was removed, another is the newest. */
  async look(now: Date): Promise<void> {
    const options = { signal: this.#signal };
    const objects = await this.#repository.sets.objects(undefined, options);
    const found = await inParallel(objects, (each) => this.#find(each));
    const standing = found.flatMap((each) => each ?? []);
    this.oldSets = [...Map.groupBy(standing, ({ plan }) => plan)].flatMap(([plan, sets]) => this.#old(plan, sets, now));
    const old = new Set(this.oldSets.map(idOf));
    const unseen = standing.filter((each) => {
      const wasOld = this.#seen.get(idOf(each));
      return wasOld === undefined || (wasOld && !old.has(idOf(each)));
    });
    const unread = await inParallel(unseen, (each) => this.#read(each, old.has(idOf(each))));
    const lost = await lostSets(this.#repository, objects, this.#signal);
    this.unreadable = [...unread.flatMap((each) => each ?? []), ...lost];
  }

  #old(plan: string, sets: readonly StandingSet[], now: Date): StandingSet[] {
    const old = oldSets(this.#rules.get(plan), sets, now);
    return sets.filter(({ set }) => old.has(set));
  }

  /** By its manifest as the listing of this look has shown it. */
  async #find(objects: SetObjects): Promise<StandingSet | undefined> {
    const { plan, set, parts } = objects;
    const object = parts.get('manifest.json');
    const listed =
      object && (await this.#repository.sets.find({ plan, set }, { signal: this.#signal, listed: object }));
    if (!object || !listed) return undefined;
    const isDamaged = listed.state === 'damaged';
    const snapshotAt = isDamaged ? new Date(timeOfId(set) || 0).toISOString() : listed.manifest.snapshotAt;
    return { plan, set, snapshotAt, committedAt: object.modified, isDamaged, objects, listed };
  }

  /** Of an old set that cannot be read nobody needs to know what it needs. */
  async #read({ plan, set, objects, listed }: StandingSet, isOld: boolean): Promise<UnreadableSet | undefined> {
    if (listed.state === 'damaged') return isOld ? undefined : { plan, set, error: listed.error };
    const rule = isOld ? this.#rules.get(plan) : undefined;
    try {
      const options = { signal: this.#signal, listed: objects.parts.get('contents.ndjson.zst') };
      for (const item of await this.#repository.sets.readContents(listed.manifest, options)) {
        if ('pieces' in item) for (const { blob } of item.pieces) this.#note(blob, rule);
      }
      this.#seen.set(idOf({ plan, set }), isOld);
      return undefined;
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || !['damaged', 'unsupported'].includes(thrown.code)) throw thrown;
      // contents go after the manifest: a set that is removed while we read is no damaged one
      const stands = await this.#repository.sets.find({ plan, set }, { signal: this.#signal });
      return stands && !isOld ? { plan, set, error: thrown } : undefined;
    }
  }

  #note(blob: string, rule: ArchiveRule | undefined): void {
    if (!rule) {
      this.warm.add(blob);
      return;
    }
    const wanted = this.old.get(blob);
    this.old.set(blob, wanted === undefined ? rule.storageClass : warmer(wanted, rule.storageClass));
  }
}
