import { setImmediate as turn } from 'node:timers/promises';
import { leastBytes } from '../../../engine/coldStorage/archiveRule.ts';
import { PgstowError } from '../../../engine/errors.ts';
import { longestSleep } from '../../../engine/prune/sweep.ts';
import type { ProcessIdentity } from '../../../engine/repository/processIdentity.ts';
import { openRepositoryIn, type Repository } from '../../../engine/repository/repository.ts';
import type { Surroundings } from '../../../engine/repository/surroundings.ts';
import type { StorageClasses } from '../../../engine/store/storageClasses.ts';
import type { Body, ByteRange, ReadOptions, Store, StoredObject } from '../../../engine/store/store.ts';
import { ClassedStore } from '../../coldStorage/classedStore.ts';

/** What a store was asked, as the world's judge hears of it when it is done. */
export interface Deed {
  readonly verb: 'create' | 'replace' | 'delete' | 'get' | 'size' | 'list' | 'clock' | 'archive' | 'tag' | 'thaw';
  readonly key: string;
  readonly body?: Buffer | undefined;
  /** What the store answered. */
  readonly answer: unknown;
}

/** A request to the store that has not reached it. */
interface Waiting {
  readonly verb: Deed['verb'];
  readonly key: string;
  readonly perform: (loseReply: boolean) => Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly ring: () => void;
}

/** One store, one clock, and whoever works with them: nothing happens unless it is told to. */
export class World {
  readonly store: ClassedStore;
  readonly actors: Actor[] = [];
  readonly #judge: (deed: Deed, actor: Actor) => void;
  now = Date.parse('2026-03-01T00:00:00Z');
  #count = 0;
  /** When objects were last written, and those that were once not written for a minute. */
  readonly #written = new Map<string, number>();
  readonly #lapsed = new Set<string>();

  constructor(judge: (deed: Deed, actor: Actor) => void) {
    this.store = new ClassedStore(() => new Date(this.now));
    this.#judge = judge;
  }

  /** Somebody new begins to work on a machine. */
  async start(machine: string, name: string, work: (repository: Repository) => Promise<void>): Promise<Actor> {
    const actor = new Actor(this, `${machine}/${name}/${this.actors.length}`, machine, this.actors.length + 100);
    this.actors.push(actor);
    await actor.begin(work);
    return actor;
  }

  surroundings(actor: Actor): Surroundings {
    return {
      now: () => new Date(this.now),
      random: (bytes) => this.#uniqueBytes(bytes),
      user: 'anna',
      host: actor.machine,
      pid: actor.pid,
      process: actor.identity,
      isGone: ({ pid, namespace }) =>
        namespace === actor.machine && this.actors.some((each) => each.pid === pid && each.isOver),
      pause: (milliseconds, signal) => actor.pause(this.now + milliseconds, signal),
    };
  }

  /** Milliseconds since an object was written. */
  ageOf(key: string): number {
    return this.now - (this.#written.get(key) ?? 0);
  }

  /** Whether an object was ever not written for a minute. */
  hasLapsed(key: string): boolean {
    return this.#lapsed.has(key);
  }

  heard(deed: Deed, actor: Actor): void {
    const { verb, key } = deed;
    if (verb === 'create' || verb === 'replace') {
      if (this.#written.has(key) && this.ageOf(key) >= 60_000) this.#lapsed.add(key);
      this.#written.set(key, this.now);
    }
    this.#judge(deed, actor);
  }

  /** Time passes. Who sleeps hears his timers when he wakes. */
  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const actor of this.actors) actor.endIfAsleepForLong();
    for (const actor of this.actors) actor.ringTimers();
    await settled();
  }

  /** Time passes slowly enough for those who are awake to show that they are alive. */
  async glide(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= 10_000) {
      await this.pass(Math.min(left, 10_000));
      for (const actor of this.actors) await actor.beat();
    }
  }

  #uniqueBytes(bytes: number): Uint8Array {
    const count = this.#count++;
    return Uint8Array.from({ length: bytes }, (_, at) => Math.floor(count / 32 ** at) % 32);
  }
}

/** Nothing but requests to the store and timers ends a turn of the event loop here. */
async function settled(): Promise<void> {
  await turn();
  await turn();
}

/** A process: every request that it makes waits until it is let through. */
export class Actor {
  readonly name: string;
  readonly machine: string;
  readonly pid: number;
  readonly identity: ProcessIdentity;
  /** How its work ended, when it did not end well. */
  failure: unknown;
  isOver = false;
  asleepUntil = 0;
  readonly waiting: Waiting[] = [];
  /** What objects held when they were listed. */
  readonly #heldThen = new WeakMap<StoredObject, Buffer>();
  readonly world: World;
  #timers: Timer[] = [];
  #lastStep: number;
  #gated = false;
  /** The lease of a plan that it has taken. */
  #lease: string | undefined;

  constructor(world: World, name: string, machine: string, pid: number) {
    this.world = world;
    this.#lastStep = world.now;
    this.name = name;
    this.machine = machine;
    this.pid = pid;
    this.identity = { pid, boot: machine, namespace: machine, started: String(pid) };
  }

  get isAwake(): boolean {
    return !this.isOver && this.world.now >= this.asleepUntil;
  }

  async begin(work: (repository: Repository) => Promise<void>): Promise<void> {
    const repository = await openRepositoryIn(this.#store(), this.world.surroundings(this));
    this.#gated = true;
    work(repository)
      .catch((thrown) => {
        this.failure = thrown;
      })
      .finally(() => {
        this.isOver = true;
      });
    await settled();
  }

  /** Nobody sleeps longer in the middle of a step than the design allows for. */
  endIfAsleepForLong(): void {
    if (!this.isOver && this.world.now - this.#lastStep > longestSleep) this.crash();
  }

  /** Its process is killed. */
  crash(): void {
    this.isOver = true;
    this.waiting.length = 0;
    this.#timers = [];
  }

  /** Lets one of its requests through; `choice` says which. */
  async step(choice: number, loseReply = false): Promise<void> {
    this.#lastStep = this.world.now;
    const [next] = this.waiting.splice(choice % Math.max(1, this.waiting.length), 1);
    await next?.perform(loseReply);
    await settled();
    while (this.#isThinking) await turn();
  }

  /** Waits for time to pass, besides what it does to show that it is alive. */
  get isResting(): boolean {
    return this.isAwake && this.waiting.length === 0 && this.#timers.length > (this.#lease === undefined ? 0 : 1);
  }

  /** Who has a lease and asks for nothing compresses something, unless it waits for others: no time passes meanwhile. */
  get #isThinking(): boolean {
    return this.#lease !== undefined && !this.isOver && this.waiting.length === 0 && !this.isResting;
  }

  /** Lets through all that shows that it is alive. */
  async beat(): Promise<void> {
    while (this.isAwake) {
      const at = this.waiting.findIndex(({ key }) => key.startsWith('leases/'));
      if (at < 0) return;
      await this.step(at);
    }
  }

  async runToEnd(): Promise<void> {
    while (!this.isOver) {
      if (this.waiting.length > 0) await this.step(0);
      else await this.world.pass(15_000);
    }
  }

  pause(at: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer: Timer = { at, ring: resolve };
      this.#timers.push(timer);
      signal?.addEventListener('abort', () => {
        this.#timers = this.#timers.filter((each) => each !== timer);
        resolve();
      });
    });
  }

  ringTimers(): void {
    if (!this.isAwake) return;
    const due = this.#timers.filter(({ at }) => at <= this.world.now);
    this.#timers = this.#timers.filter(({ at }) => at > this.world.now);
    for (const { ring } of due) ring();
  }

  #store(): Store {
    const { store } = this.world;
    return {
      url: store.url,
      checksummed: false,
      create: (key, body) => this.#ask('create', key, () => store.create(key, body), body),
      replace: (key, body) => this.#ask('replace', key, () => store.replace(key, body), body),
      get: (key, range?: ByteRange, options?: ReadOptions) => this.#get(key, range, options),
      size: (key) => this.#ask('size', key, () => store.size(key)),
      look: (key) => this.#ask('size', key, () => store.look(key)),
      delete: (key) => this.#ask('delete', key, () => store.delete(key)),
      clock: () => this.#ask('clock', '', () => store.clock()),
      list: (prefix) => this.#list(prefix),
      classes: this.#classes(store),
    };
  }

  #classes({ classes }: ClassedStore): StorageClasses {
    return {
      ...classes,
      copyInto: (storageClass, object) =>
        this.#ask('archive', object.key, () => classes.copyInto(storageClass, object)),
      tagFor: (storageClass, object) => this.#ask('tag', object.key, () => classes.tagFor(storageClass, object)),
      thaw: (object, request) => this.#ask('thaw', object.key, () => classes.thaw(object, request)),
    };
  }

  /** Those in the north have a cache that has everything: where a listing will do, they see what stood there then. */
  async #get(key: string, range: ByteRange | undefined, { listed }: ReadOptions = {}): Promise<Buffer> {
    const then = listed && this.machine === 'north' ? this.#heldThen.get(listed) : undefined;
    return then ? Buffer.from(then) : this.#ask('get', key, () => this.world.store.get(key, range));
  }

  /** In two pages, between which anything may happen. */
  async *#list(prefix: string): AsyncGenerator<StoredObject> {
    const first = await this.#ask('list', prefix, () => this.#listed(prefix));
    const page = first.slice(0, Math.ceil(first.length / 2));
    yield* page;
    if (first.length < 2) return;
    const last = page.at(-1)!.key;
    const second = await this.#ask('list', prefix, () => this.#listed(prefix));
    yield* second.filter(({ key }) => key > last);
  }

  async #listed(prefix: string): Promise<StoredObject[]> {
    const found: StoredObject[] = [];
    for await (const object of this.world.store.list(prefix)) {
      const isBlob = object.key.startsWith('blobs/');
      const listed = isBlob ? { ...object, size: leastBytes } : object; // a letter is worth archiving
      found.push(listed);
      if (this.machine === 'north' && !isBlob) this.#heldThen.set(listed, await this.world.store.get(object.key));
    }
    return found;
  }

  #ask<T>(verb: Deed['verb'], key: string, answer: () => Promise<T>, body?: Body): Promise<T> {
    const bytes = body && Buffer.concat(body instanceof Uint8Array ? [body] : body);
    return new Promise((resolve, reject) => {
      const perform = async (loseReply: boolean) => {
        const outcome = await answer().then(
          (value) => ({ value }),
          (thrown: unknown) => ({ thrown }),
        );
        if ('value' in outcome) this.world.heard({ verb, key, body: bytes, answer: outcome.value }, this);
        if (
          verb === 'create' &&
          key.startsWith('leases/backup.') &&
          !loseReply &&
          'value' in outcome &&
          outcome.value
        ) {
          this.#lease = key;
        } else if (verb === 'delete' && key === this.#lease) this.#lease = undefined;
        if (loseReply) reject(new PgstowError('store', `the reply to ${verb} ${key} was lost`));
        else if ('value' in outcome) resolve(outcome.value);
        else reject(outcome.thrown);
      };
      if (this.#gated) this.waiting.push({ verb, key, perform });
      else void perform(false);
    });
  }
}
