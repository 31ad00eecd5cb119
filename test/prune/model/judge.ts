import { zstdDecompressSync } from 'node:zlib';
import { longestSleep } from '../../../engine/prune/sweep.ts';
import {
  contentsKey,
  parseArchivingKey,
  parseLeaseKey,
  parseManifestKey,
  parsePinKey,
  parseShardKey,
  pinKey,
} from '../../../engine/repository/keys.ts';
import type { Pin } from '../../../engine/repository/pins.ts';
import { ColdJudge, type StandingSet } from './coldJudge.ts';
import type { Actor, Deed, World } from './world.ts';

/** Watches all that is done to a store, and throws as soon as something is lost that must not be. */
export class Judge {
  /** By id. */
  readonly live = new Map<string, StandingSet>();
  /** The pins that were acknowledged and not taken away, with their sets. */
  readonly pins = new Map<string, string>();
  readonly violations: string[] = [];
  /** How often something happened that a good schedule brings about. */
  readonly seen = new Map<string, number>();
  readonly cold = new ColdJudge(this.live, (what) => this.#accuse(what));
  readonly #generationOf = new Map<string, number>();
  readonly #lastCommit = new Map<string, number>();
  /** Blobs that shards have put for a set that another one makes. */
  readonly #readFor = new Map<string, Set<string>>();
  readonly #objects = new Map<string, Buffer>();

  readonly hear = ({ verb, key, body, answer }: Deed, actor: Actor): void => {
    this.cold.heard(actor);
    if (verb === 'create' && answer === true) this.#written(key, body!, actor);
    if (verb === 'replace') this.#written(key, body!, actor);
    if (verb === 'delete') this.#deleted(key, actor);
    if ((verb === 'archive' || verb === 'tag') && answer === true) this.#archived(verb, key, actor);
    if (verb === 'thaw') this.count('thawed');
  };

  /** After the end: all that is left is needed. */
  async garbage(world: World): Promise<string[]> {
    const needed = new Set([...this.live.values()].flatMap(({ blobs }) => [...blobs]));
    const newest = new Map<string, string>();
    const recent = new Set<string>(); // archivings that have ended; of others nothing is left
    const found: string[] = [];
    for await (const { key, modified } of world.store.list('')) {
      const [top] = key.split('/');
      const lease = parseLeaseKey(key);
      if (lease) newest.set(lease.lease, key);
      if (['repository.json', 'plans', 'runs'].includes(top!)) continue;
      if (top === 'blobs' && needed.has(key.split('/').at(-1)!)) continue;
      if (top === 'sets' && this.live.has(key.split('/')[2]!)) continue;
      const archiving = parseArchivingKey(key);
      if (archiving?.part === 'done.json' && world.now - modified.getTime() < longestSleep)
        recent.add(archiving.archiving);
      found.push(key);
    }
    const kept = new Set([...newest].filter(([lease]) => !lease.startsWith('read.')).map(([, key]) => key));
    return found.filter((key) => !kept.has(key) && !recent.has(parseArchivingKey(key)?.archiving ?? ''));
  }

  /** A pin was acknowledged; somebody may have taken it away before. */
  acknowledged({ plan, set, pin }: Pin): void {
    this.count('pinned');
    if (this.#objects.has(pinKey(plan, set, pin))) this.pins.set(pin, set);
  }

  count(what: string): void {
    this.seen.set(what, (this.seen.get(what) ?? 0) + 1);
  }

  #written(key: string, body: Buffer, actor: Actor): void {
    this.#objects.set(key, body);
    const manifest = parseManifestKey(key);
    if (manifest) this.#manifestWritten(manifest, body, actor);
    const lease = parseLeaseKey(key)?.lease;
    if (lease) this.#leaseWritten(body);
    if (lease) this.cold.leased(lease, key, body, actor);
    this.cold.published(key, body);
    const shared = parseShardKey(key);
    if (shared && /^\d+\/results\//.test(shared.part)) this.#readForOthers(shared.set, body);
    if (key.startsWith('blobs/') && key.includes('.')) this.count('alias');
    if (key.endsWith('/blobs-spared.ndjson.zst') && zstdDecompressSync(body).length > 0) this.count('blob spared');
  }

  #manifestWritten({ plan, set }: { plan: string; set: string }, body: Buffer, { name: by, world }: Actor): void {
    this.cold.changes(plan, world.now);
    if (body.includes('"tombstone":')) {
      this.count(body.includes('abandoned') ? 'abandoned' : 'removed');
      if ([...this.pins.values()].includes(set)) this.#accuse(`${by} removed the pinned set ${set}`);
      this.live.delete(set);
      return;
    }
    this.count('committed');
    const contents = zstdDecompressSync(this.#objects.get(contentsKey(plan, set))!).toString();
    const blobs = new Set([...contents.matchAll(/"blob":"([^"]+)"/g)].map(([, blob]) => blob!));
    const [, snapshotAt] = /"snapshotAt":\s*"([^"]+)"/.exec(body.toString())!;
    this.live.set(set, { plan, blobs, snapshotAt: Date.parse(snapshotAt!), committedAt: world.now });
    this.cold.committed(set, by);
    if ([...(this.#readFor.get(set) ?? [])].some((blob) => blobs.has(blob))) this.count('read by another shard');
    for (const blob of blobs)
      if (!this.#objects.has(keyOf(blob))) this.#accuse(`${by} committed ${set} without ${blob}`);
    const generation = this.#generationOf.get(set)!;
    const last = this.#lastCommit.get(plan) ?? 0;
    if (generation <= last) this.#accuse(`${by} committed with generation ${generation} after ${last}`);
    this.#lastCommit.set(plan, generation);
  }

  #readForOthers(set: string, result: Buffer): void {
    const read = this.#readFor.get(set) ?? new Set();
    for (const [, blob] of result.toString().matchAll(/"blob":"([^"]+)"/g)) read.add(blob!);
    this.#readFor.set(set, read);
  }

  #leaseWritten(body: Buffer): void {
    const { set, generation } = JSON.parse(body.toString()) as { set?: { set: string }; generation: number };
    if (set) this.#generationOf.set(set.set, generation);
  }

  #archived(verb: 'archive' | 'tag', key: string, actor: Actor): void {
    this.count(verb === 'tag' ? 'tagged' : 'archived');
    this.cold.archived(key.split('/').at(-1)!, actor);
  }

  #deleted(key: string, { name: by }: Actor): void {
    if (!this.#objects.delete(key)) return;
    this.cold.released(parseLeaseKey(key)?.lease ?? '');
    this.pins.delete(parsePinKey(key)?.pin ?? '');
    const name = key.split('/').at(-1)!;
    if (key.startsWith('blobs/')) {
      this.count('blob deleted');
      this.cold.deleted(name);
      for (const [set, { blobs }] of this.live) if (blobs.has(name)) this.#accuse(`${by} deleted ${name} of ${set}`);
    }
    const [top, , set] = key.split('/');
    if (top === 'sets' && this.live.has(set!) && !key.includes('/pins/')) this.#accuse(`${by} deleted ${key}`);
  }

  #accuse(what: string): void {
    this.violations.push(what);
  }
}

function keyOf(blob: string): string {
  return `blobs/${blob.slice(0, 2)}/${blob}`;
}
