import { PgstowError } from '../../engine/errors.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import {
  type Archived,
  type BucketRule,
  isArchiveClass,
  type MovedBy,
  type ObjectToMove,
  type ObjectToThaw,
  type StorageClasses,
  type ThawRequest,
} from '../../engine/store/storageClasses.ts';
import type { Body, ByteRange, ObjectState, StoredObject, StoreOptions } from '../../engine/store/store.ts';
import { MemoryStore } from '../store/memory.ts';

/** A bucket with storage classes, kept in this process: what is in an archive class cannot be read before it is thawed. */
export class ClassedStore extends MemoryStore {
  override readonly checksummed = true;
  readonly classes: StorageClasses = {
    movedBy: async () => this.movedBy,
    copyInto: (storageClass, object) => this.#copy(storageClass, object),
    tagFor: async (storageClass, { key }) => {
      if ((await this.size(key)) === undefined) return false;
      this.tags.set(key, storageClass);
      return true;
    },
    thaw: async ({ key }: ObjectToThaw, { days }: ThawRequest) => {
      this.#readableUntil.set(key, new Date(this.#now().getTime() + days * 24 * 60 * 60 * 1000));
      if (this.#thaws.get(key) !== 'thawed') this.#thaws.set(key, 'thawing');
    },
    rules: async () => this.rules,
    ruleFor: (storageClass) => ({ ID: storageClass }),
  };
  movedBy: MovedBy = 'copy';
  rules: BucketRule[] = [];
  /** By key, what has been tagged for which class. */
  readonly tags = new Map<string, string>();
  /** Keys in the order in which they were copied. */
  readonly copied: string[] = [];
  /** Called before each copy. */
  beforeCopy: (key: string) => Promise<void> = async () => {};
  /** Called after each create. */
  afterCreate: (key: string) => Promise<void> = async () => {};
  #changesLeft = Number.POSITIVE_INFINITY;
  readonly #classOf = new Map<string, string>();
  readonly #now: () => Date;
  readonly #readableUntil = new Map<string, Date>();
  readonly #thaws = new Map<string, Archived['state']>();

  constructor(now: () => Date = () => new Date()) {
    super(now);
    this.#now = now;
  }

  /** From its nth change on no request reaches it. */
  dieAt(nth: number): void {
    this.#changesLeft = nth - 1;
  }

  revive(): void {
    this.#changesLeft = Number.POSITIVE_INFINITY;
  }

  override async create(key: string, body: Body, options?: StoreOptions): Promise<boolean> {
    this.#change();
    const isNew = await super.create(key, body, options);
    await this.afterCreate(key);
    return isNew;
  }

  override async replace(key: string, body: Body, options?: StoreOptions): Promise<void> {
    for (const map of [this.#classOf, this.#thaws, this.tags]) map.delete(key);
    this.#change();
    return super.replace(key, body, options);
  }

  override async get(key: string, range?: ByteRange, options?: StoreOptions): Promise<Buffer> {
    const archived = this.#archived(key);
    if (archived && archived.state !== 'thawed') throw new PgstowError('archived', `${key} is archived`);
    return super.get(key, range, options);
  }

  override async look(key: string, options?: StoreOptions): Promise<ObjectState | undefined> {
    const size = await this.size(key, options);
    const archived = this.#archived(key);
    return size === undefined ? undefined : { size, ...(archived && { archived }) };
  }

  override async *list(prefix: string, options?: StoreOptions): AsyncGenerator<StoredObject> {
    for await (const object of super.list(prefix, options)) {
      yield { ...object, storageClass: this.#classOf.get(object.key) ?? 'STANDARD' };
    }
  }

  override async delete(key: string, options?: StoreOptions): Promise<void> {
    for (const map of [this.#classOf, this.#thaws, this.tags]) map.delete(key);
    this.#change();
    await super.delete(key, options);
  }

  /** What the bucket's rule does once a day. */
  applyRules(): void {
    for (const [key, storageClass] of this.tags) this.#classOf.set(key, storageClass);
  }

  /** The hours have passed that thawing takes. */
  thawAll(): void {
    for (const key of this.#thaws.keys()) this.#thaws.set(key, 'thawed');
  }

  async #copy(storageClass: string, { key }: ObjectToMove): Promise<boolean> {
    this.#change();
    await this.beforeCopy(key);
    if ((await this.size(key)) === undefined) return false;
    if (this.#archived(key)) return false;
    this.#classOf.set(key, storageClass);
    this.copied.push(key);
    return true;
  }

  #change(): void {
    if (this.#changesLeft-- <= 0) throw new PgstowError('store', 'killed');
  }

  /** Whether a blob lies in an archive, thawed or not. */
  isArchived(blob: string): boolean {
    return this.#archived(blobKey(blob)) !== undefined;
  }

  #archived(key: string): Archived | undefined {
    const storageClass = this.#classOf.get(key);
    if (!isArchiveClass(storageClass)) return undefined;
    const state = this.#thaws.get(key) ?? 'frozen';
    return { storageClass, state, ...(state === 'thawed' && { readableUntil: this.#readableUntil.get(key) }) };
  }
}
