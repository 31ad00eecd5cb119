import { PgstowError } from '../errors.ts';
import { contentOf } from '../pipe/contentHash.ts';
import type { BlobNames } from '../repository/blobNames.ts';
import type { SetName } from '../repository/contents.ts';
import type { Repository } from '../repository/repository.ts';
import { tombstoneLimit } from '../repository/tombstone.ts';

/** So many sets on either side of one are asked what their blobs are called: it shares most of its own with them. */
const neighbours = 1;

/** What contents of one repository are called in another one, as far as it is known without reading them. */
export class KnownNames {
  readonly #source: Repository;
  readonly #destination: Repository;
  readonly #contents = new Map<string, string>();
  readonly #asked = new Set<string>();
  /** Whether contents have the same names on both sides: then nothing has to be remembered. */
  readonly areSame: boolean;

  constructor(source: Repository, destination: Repository) {
    this.#source = source;
    this.#destination = destination;
    this.areSame = source.blobs.namesAs(destination.blobs);
  }

  /** The content hash there of a blob here; undefined where it has to be read. */
  get(blob: string): string | undefined {
    return this.areSame ? contentOf(blob) : this.#contents.get(contentOf(blob));
  }

  learn(blob: string, content: string): void {
    this.#contents.set(contentOf(blob), content);
  }

  /**
   * Learns what is kept with one set, whichever side is the copy: for a repair, which is to read nothing of the other repository that
   * is whole here.
   */
  async askBoth(here: SetName, there: SetName, options: AskOptions): Promise<void> {
    if (this.areSame) return;
    await this.#ask(here, options);
    const names = await readNames(this.#source, there, options);
    if (names?.repository !== this.#destination.id) return;
    for (const [ofDestination, ofSource] of names.contents) this.#contents.set(ofSource, ofDestination);
  }

  /** Learns what is kept with the sets beside this one that were copied before. What cannot be read costs time alone. */
  async askNeighbours(plan: string, set: string, options: AskOptions): Promise<void> {
    if (this.areSame) return;
    const copied = (await this.#destination.sets.objects(plan, options))
      .filter(({ parts }) => parts.has('blob-names.zst') && (parts.get('manifest.json')?.size ?? 0) > tombstoneLimit)
      .toSorted((a, b) => (a.set < b.set ? -1 : 1));
    const older = copied.filter((each) => each.set <= set).slice(-neighbours);
    const newer = copied.filter((each) => each.set > set).slice(0, neighbours);
    for (const name of [...older, ...newer]) await this.#ask(name, options);
  }

  async #ask(name: SetName, options: AskOptions): Promise<void> {
    if (this.#asked.has(name.set)) return;
    this.#asked.add(name.set);
    const names = await readNames(this.#destination, name, options);
    if (names?.repository !== this.#source.id) return;
    for (const [here, there] of names.contents) this.#contents.set(here, there);
  }

  /** What is kept with a set; undefined where there is nothing to remember. */
  of(blobs: Iterable<string>): BlobNames | undefined {
    if (this.areSame) return undefined;
    const contents = new Map([...blobs].map((blob) => [contentOf(blob), this.#contents.get(contentOf(blob))!]));
    return { repository: this.#source.id, contents };
  }
}

async function readNames(
  { sets }: Repository,
  { plan, set }: SetName,
  { signal, warn }: AskOptions,
): Promise<BlobNames | undefined> {
  try {
    return await sets.readBlobNames({ plan, set }, { signal });
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
    warn(`${thrown.message}; it only spares reading again what is there already`);
    return undefined;
  }
}

interface AskOptions {
  readonly signal: AbortSignal;
  readonly warn: (message: string) => void;
}
