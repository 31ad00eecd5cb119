import { PgstowError } from '../errors.ts';
import type { BlobKeys } from '../seal/blobKeys.ts';
import { deriveKeys, type RepositoryKeys } from '../seal/keys.ts';
import { damaged } from './jsonRecord.ts';
import type { KeyFolder, KeysStored, Opened } from './keyFolder.ts';
import { generationKey } from './keys.ts';

/**
 * The keys of an open repository: those of its newest master key, which seal, and all that there were before, which open. It learns of
 * newer ones while it is in use, by what has opened the repository.
 */
export class KeyRing {
  readonly #folder: KeyFolder;
  readonly #shared: BlobKeys | undefined;
  #opened: Opened;
  #keys: readonly RepositoryKeys[];
  #blobs: BlobKeys;
  #newest: number;
  /** The newest that was known for sure. */
  #surely: Buffer | undefined;

  /** `shared` are those of the repository that this one was made to share its blobs with. */
  constructor(folder: KeyFolder, opened: Opened, { newest }: Pick<KeysStored, 'newest'>, shared?: BlobKeys) {
    this.#folder = folder;
    this.#shared = shared;
    this.#opened = opened;
    this.#newest = newest;
    this.#keys = keysOf(opened, folder);
    this.#blobs = withOwn(shared, this.#keys);
    this.#surely = surelyNewest(opened);
  }

  get opened(): Opened {
    return this.#opened;
  }

  /** The number of the newest master key. */
  get generation(): number {
    return this.#newest;
  }

  get first(): RepositoryKeys {
    return this.#keys[0]!;
  }

  /** What names blobs, in whatever generation, for equal contents keep equal names; and all that opens them. */
  get blobs(): BlobKeys {
    return this.#blobs;
  }

  /** Throws `damaged` where it cannot be told which these are. */
  get newest(): RepositoryKeys {
    this.requireSure();
    return this.#keys.at(-1)!;
  }

  /** Throws `damaged` where it cannot be told which keys are the newest. */
  requireSure(): void {
    if (this.#opened.unsure) throw notSure(this.#opened.unsure);
  }

  /** What has been sealed by one of these ids can be opened. */
  find(id: string | undefined): RepositoryKeys | undefined {
    return id === undefined ? this.first : this.#keys.find((each) => each.id === id);
  }

  /**
   * Looks whether there is a newer master key, and takes it: one request where there is none. To be called when something begins that will
   * store anything. Rejects with `KeysRotated` when what has opened the repository does not open it any more. Where what is stored now does not
   * follow from what was known, as when somebody has brought the state of before a rotation back, nothing may be stored any more.
   */
  async look(): Promise<void> {
    if ((await this.#folder.list()).newest === this.#newest && !this.#opened.unsure) return;
    const stored = await this.#folder.read();
    const opened = await this.#folder.open(this.#opened.opener, stored);
    if (this.#surely && !opened.masters.some((master) => this.#surely!.equals(master))) {
      this.#opened = { ...this.#opened, unsure: doesNotFollow(this.#newest, stored) };
      return;
    }
    this.#newest = stored.newest;
    this.#keys = keysOf(opened, this.#folder);
    this.#blobs = withOwn(this.#shared, this.#keys);
    this.#opened = opened;
    this.#surely = surelyNewest(opened) ?? this.#surely;
  }

  /** The keys with this id, which may be newer than what is known so far. Rejects with `damaged` where there are none. */
  async learn(id: string | undefined, about: string): Promise<RepositoryKeys> {
    const known = this.find(id);
    if (known) return known;
    await this.look();
    const learned = this.find(id);
    if (learned) return learned;
    throw new PgstowError('damaged', `${about} was altered, or is of another repository: it has no keys ${id}`, {
      hint: 'run pgstow verify to see what else is damaged; restore it from a copy of the repository if you have one',
    });
  }
}

function keysOf({ masters }: Opened, { repository }: KeyFolder): RepositoryKeys[] {
  return masters.map((master) => deriveKeys(master, repository));
}

/** Those of the other repository come first: what it names and seals is named and opened here as there. */
function withOwn(shared: BlobKeys | undefined, keys: readonly RepositoryKeys[]): BlobKeys {
  const own = keys.map(({ id, blobs }) => ({ id, key: blobs }));
  return { names: shared?.names ?? keys[0]!.blobNames, seals: [...(shared?.seals ?? []), ...own] };
}

function surelyNewest({ masters, unsure }: Opened): Buffer | undefined {
  return unsure ? undefined : Buffer.from(masters.at(-1)!);
}

function doesNotFollow(known: number, { newest }: Pick<KeysStored, 'newest'>): PgstowError {
  const what = newest < known ? `is missing, and was there before` : `was not made by who had generation ${known}`;
  return damaged(generationKey(newest < known ? known : newest), what);
}

function notSure({ message, cause }: PgstowError): PgstowError {
  return new PgstowError('damaged', `nothing can be stored: ${message}`, {
    hint: 'what is stored can be read; make new keys, under which all is sealed from then on: pgstow key rotate; but if one of you has rotated them, open it with what is in force since',
    cause,
  });
}
