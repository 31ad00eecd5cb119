import { messageOf, PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import type { SharedSet } from '../repository/shardRecords.ts';
import type { BatchResult, ContentResult } from '../repository/sharedWork.ts';
import { type Found, leadingMember } from '../shard/claims.ts';
import { longestPause, RoundWork } from '../shard/roundWork.ts';
import { nameOfShard, type Shard } from '../shard/shard.ts';
import { BatchBook } from './batchBook.ts';
import type { Content, Unit } from './ranges.ts';
import type { ReadProgress } from './readProgress.ts';
import type { BlobSize, ContentsRead, ReadContent, UnitSource } from './unitSource.ts';

export interface LeaderSourceOptions {
  readonly repository: Repository;
  readonly set: SharedSet;
  readonly round: number;
  readonly shard: Shard;
  readonly batches: readonly (readonly Unit[])[];
  readonly progress: ReadProgress;
  readonly meter: ProgressMeter;
  /** Told which shard has read how many bytes. */
  readonly onRead: (shard: string, host: string, bytes: number) => void;
  readonly signal: AbortSignal;
}

/** The units of a round for the machine that leads it: it reads some of them, and adds up what others have read. */
export class LeaderSource implements UnitSource {
  readonly #options: LeaderSourceOptions;
  readonly #work: RoundWork;
  readonly #book: BatchBook;
  readonly #done = new Set<number>();
  /** What this machine has begun to read: whoever it was taken over from may only have been slow, and his result counts no more. */
  readonly #ours = new Set<number>();
  readonly #mistrusted = new Set<number>();
  readonly #told = new Set<string>();
  readonly #contents: ReadContent[] = [];
  readonly #storedBytes = new Map<string, number>();
  readonly #newBlobs = new Map<string, BlobSize>();
  readonly #left: Content[] = [];

  constructor(options: LeaderSourceOptions) {
    this.#options = options;
    const { repository, batches } = options;
    const onLook = (found: Found) => this.#collect(found);
    this.#work = new RoundWork(repository, { ...options, member: leadingMember, onLook, busyPause: longestPause });
    this.#book = new BatchBook(batches, (batch) => this.#finish(batch));
  }

  async take(): Promise<Unit | undefined> {
    for (let taken = await this.#work.take(); taken; taken = await this.#work.take()) {
      if (this.#done.has(taken.batch)) continue; // another one was quicker with what we had only claimed
      this.#ours.add(taken.batch);
      this.#book.open(taken.batch);
      return this.#options.batches[taken.batch]![taken.index];
    }
    return undefined;
  }

  note(content: Content, read: ReadContent | null): void {
    this.#book.note(content, read);
    const { shard, repository, onRead } = this.#options;
    if (read) onRead(nameOfShard(shard), repository.surroundings.host, read.bytes);
  }

  stored(): void {} // what is read here is counted by who reads it

  others(): { readonly read: ContentsRead; readonly left: readonly Content[] } {
    const read = { contents: this.#contents, storedBytes: this.#storedBytes, newBlobs: this.#newBlobs };
    return { read, left: this.#left };
  }

  /** Rejects when the store fails; resolves when all is read, or the signal has fired. */
  attend(): Promise<void> {
    return this.#work.attend();
  }

  #finish(batch: number): void {
    this.#done.add(batch);
    if (this.#isComplete) this.#work.lookNow();
  }

  get #isComplete(): boolean {
    return this.#done.size === this.#options.batches.length;
  }

  async #collect(found: Found): Promise<boolean> {
    const { round } = this.#options;
    const results = [...found.keys()].flatMap((key) => {
      const [, batch] = new RegExp(`^${round}/results/(\\d+)$`).exec(key) ?? [];
      return batch && this.#isWanted(Number(batch)) ? [Number(batch)] : [];
    });
    await inParallel(results, (batch) => this.#take(batch));
    await this.#tellOfTheDead(found);
    return this.#isComplete;
  }

  /** Whether a result of a batch would count. Each content counts once: twice in a set it would come back twice. */
  #isWanted(batch: number): boolean {
    return !this.#done.has(batch) && !this.#ours.has(batch) && !this.#mistrusted.has(batch);
  }

  /** A result that cannot be used is none: then this machine reads the batch. */
  async #take(batch: number): Promise<void> {
    const { set, round, meter, signal } = this.#options;
    try {
      const result = await set.readResult(round, batch, { signal });
      if (this.#isWanted(batch)) this.#accept(batch, result);
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || thrown.code !== 'damaged') throw thrown;
      meter.warn(`what another shard has read is read again here: ${messageOf(thrown)}`);
      this.#mistrusted.add(batch);
      this.#work.again(batch);
    }
  }

  #accept(batch: number, result: BatchResult): void {
    const { batches, progress, onRead } = this.#options;
    const units = batches[batch]!;
    const expected = units.reduce((sum, { contents }) => sum + contents.length, 0);
    if (expected !== result.contents.length)
      throw new PgstowError(
        'damaged',
        `the result of batch ${batch} has ${result.contents.length} contents, not ${expected}`,
      );
    let at = 0;
    for (const unit of units) {
      const read = unit.contents.map((content) => this.#acceptContent(content, result.contents[at++]!));
      progress.unit(
        unit,
        read.reduce((sum, bytes) => sum + bytes, 0),
      );
    }
    for (const [name, { storedBytes, newBytes }] of Object.entries(result.blobs)) {
      this.#storedBytes.set(name, storedBytes);
      if (newBytes === undefined || this.#newBlobs.has(name)) continue;
      this.#newBlobs.set(name, { bytes: newBytes, storedBytes });
      progress.stored(storedBytes);
    }
    onRead(
      result.shard,
      result.host,
      result.contents.reduce((sum, read) => sum + (read?.bytes ?? 0), 0),
    );
    this.#finish(batch);
  }

  #acceptContent(content: Content, read: ContentResult | null): number {
    if (!read) {
      this.#left.push(content);
      return 0;
    }
    const { pieces, ...digest } = read;
    this.#contents.push({ content, ...digest, pieces: Promise.resolve(pieces) });
    this.#options.progress.bytes(read.bytes);
    this.#options.progress.content(content, read);
    return read.bytes;
  }

  async #tellOfTheDead(found: Found): Promise<void> {
    const { set, round, meter } = this.#options;
    for (const key of found.keys()) {
      const [, batch, nth] = new RegExp(`^${round}/claims/(\\d+)\\.(\\d+)$`).exec(key) ?? [];
      if (!batch || Number(nth) < 2 || this.#told.has(key)) continue;
      this.#told.add(key);
      const before = await set.readClaim(round, Number(batch), Number(nth) - 1).catch(() => undefined);
      const who = before ? `shard ${before.shard}` : 'another shard';
      if (this.#told.has(who)) continue;
      this.#told.add(who);
      meter.warn(`${who} has ended in the middle of its work: what it was reading is read by others`);
    }
  }
}
