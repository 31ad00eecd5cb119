import { zstdDecompressSync } from 'node:zlib';
import { parseArchivingKey } from '../../../engine/repository/keys.ts';
import type { Actor, World } from './world.ts';

/** What is known of a set that stands. */
export interface StandingSet {
  readonly plan: string;
  readonly blobs: ReadonlySet<string>;
  readonly snapshotAt: number;
  readonly committedAt: number;
}

interface Reader {
  readonly since: number;
  readonly set: string;
  readonly actor: Actor;
  /** Of its lease. */
  readonly key: string;
}

const day = 24 * 60 * 60 * 1000;

/** How old the sets of a plan are when they are archived, in days, and where to; of plans that are not named nothing is. */
export const archiveRules: ReadonlyMap<string, { readonly afterDays: number; readonly storageClass: string }> = new Map(
  [
    ['p', { afterDays: 1, storageClass: 'GLACIER' }],
    ['q', { afterDays: 2, storageClass: 'DEEP_ARCHIVE' }],
    ['c', { afterDays: 1, storageClass: 'GLACIER' }],
  ],
);

/** Watches what is archived: nothing that a newer set needs, and nothing under who reads it. Time is counted in deeds. */
export class ColdJudge {
  readonly #live: ReadonlyMap<string, StandingSet>;
  readonly #accuse: (what: string) => void;
  #deeds = 0;
  /** When each actor did something first. */
  readonly #began = new Map<Actor, number>();
  /** When a blob was last said to move. */
  readonly #published = new Map<string, number>();
  /** When a set was last old, as of when one of its plan came or went: the newest is not, and becomes so again where the others go. */
  readonly #wasOld = new Map<string, number>();
  readonly #readers = new Map<string, Reader>();
  /** Blobs that were archived, or tagged for it. */
  readonly cold = new Set<string>();

  constructor(live: ReadonlyMap<string, StandingSet>, accuse: (what: string) => void) {
    this.#live = live;
    this.#accuse = accuse;
  }

  heard(actor: Actor): void {
    this.#deeds++;
    if (!this.#began.has(actor)) this.#began.set(actor, this.#deeds);
  }

  published(key: string, body: Buffer): void {
    if (parseArchivingKey(key)?.part !== 'blobs.ndjson.zst') return;
    for (const [, blob] of zstdDecompressSync(body)
      .toString()
      .matchAll(/"blob":"([^"]+)"/g)) {
      this.#published.set(blob!, this.#deeds);
    }
  }

  /** A lease was written. */
  leased(lease: string, key: string, body: Buffer, actor: Actor): void {
    if (!lease.startsWith('read.') || this.#readers.has(lease)) return;
    const { reads } = JSON.parse(body.toString()) as { reads?: readonly { readonly set?: string }[] };
    for (const { set } of reads ?? []) {
      if (set) this.#readers.set(lease, { since: this.#deeds, set, actor, key });
    }
  }

  /** A set of a plan is about to come, or to go. */
  changes(plan: string, now: number): void {
    for (const set of this.#live.keys()) {
      if (this.#live.get(set)!.plan === plan && this.#isOld(set, now)) this.#wasOld.set(set, this.#deeds);
    }
  }

  committed(set: string, by: string): void {
    for (const blob of this.#live.get(set)!.blobs) {
      if (this.cold.has(blob)) this.#accuse(`${by} committed ${set}, which needs ${blob}, which is archived`);
    }
  }

  /** An archiver has moved a blob, or tagged it. */
  archived(blob: string, actor: Actor): void {
    const { world } = actor;
    if (this.cold.has(blob)) return;
    this.cold.add(blob);
    const published = this.#published.get(blob) ?? Number.POSITIVE_INFINITY;
    for (const [set, { blobs }] of this.#live) {
      if (!blobs.has(blob) || this.#isOld(set, world.now) || (this.#wasOld.get(set) ?? 0) >= published) continue;
      this.#accuse(`${actor.name} archived ${blob} of ${set}, which is not old`);
    }
    for (const reader of this.#readers.values()) {
      if (!this.#live.get(reader.set)?.blobs.has(blob) || !isAlive(reader, world)) continue;
      if (reader.since < this.#began.get(actor)!) {
        this.#accuse(`${actor.name} archived ${blob}, which ${reader.actor.name} had begun to read before it`);
      }
    }
  }

  deleted(blob: string): void {
    this.cold.delete(blob);
  }

  released(lease: string): void {
    this.#readers.delete(lease);
  }

  /** After the end: what old sets alone need is where they want it. */
  leftWarm({ store, now }: World): string[] {
    const warm = new Set([...this.#live].flatMap(([set, { blobs }]) => (this.#isOld(set, now) ? [] : [...blobs])));
    const needed = new Set([...this.#live.values()].flatMap(({ blobs }) => [...blobs]));
    return [...needed].filter((blob) => !warm.has(blob) && !store.isArchived(blob));
  }

  #isOld(set: string, now: number): boolean {
    const { plan, snapshotAt, committedAt } = this.#live.get(set)!;
    const rule = archiveRules.get(plan);
    const others = [...this.#live].filter(([each, { plan: its }]) => its === plan && each !== set);
    if (!rule || Math.max(snapshotAt, committedAt) > now - rule.afterDays * day) return false;
    const isOutdone = (by: 'snapshotAt' | 'committedAt', at: number) => others.some(([, each]) => each[by] >= at);
    return isOutdone('snapshotAt', snapshotAt) && isOutdone('committedAt', committedAt);
  }
}

function isAlive({ actor, key }: Reader, world: World): boolean {
  return !actor.isOver && world.ageOf(key) < 60_000 && !world.hasLapsed(key);
}
