import type { Repository } from '../repository/repository.ts';
import type { SharedSet } from '../repository/shardRecords.ts';
import type { BatchResult, BlobResult } from '../repository/sharedWork.ts';
import { type RoundOptions, RoundWork } from '../shard/roundWork.ts';
import { nameOfShard } from '../shard/shard.ts';
import { BatchBook, type BatchRead } from './batchBook.ts';
import type { Content, Unit } from './ranges.ts';
import { nothingRead, type ReadContent, type UnitSource } from './unitSource.ts';

export interface FollowerSourceOptions extends RoundOptions {
  readonly repository: Repository;
  readonly set: SharedSet;
  readonly batches: readonly (readonly Unit[])[];
  /** Told when a result could not be stored: then this machine is of no use. */
  readonly onFailure: (thrown: unknown) => void;
}

/** The units of a round for a machine that does not lead it: what it has read it tells batch by batch. */
export class FollowerSource implements UnitSource {
  readonly #options: FollowerSourceOptions;
  readonly #work: RoundWork;
  readonly #book: BatchBook;
  readonly #blobs = new Map<string, BlobResult>();

  constructor(options: FollowerSourceOptions) {
    this.#options = options;
    this.#work = new RoundWork(options.repository, options);
    this.#book = new BatchBook(options.batches, (batch, read) => void this.#tell(batch, read));
  }

  async take(): Promise<Unit | undefined> {
    const taken = await this.#work.take();
    if (!taken) return undefined;
    this.#book.open(taken.batch);
    return this.#options.batches[taken.batch]![taken.index];
  }

  note(content: Content, read: ReadContent | null): void {
    this.#book.note(content, read);
  }

  stored(blob: string, storedBytes: number, newBytes: number | undefined): void {
    this.#blobs.set(blob, { storedBytes, newBytes });
  }

  others() {
    return { read: nothingRead, left: [] };
  }

  attend(): Promise<void> {
    return this.#work.attend();
  }

  lookNow(): void {
    this.#work.lookNow();
  }

  /** Never rejects. */
  async #tell(batch: number, read: BatchRead): Promise<void> {
    const { set, round, shard, repository, onFailure } = this.#options;
    try {
      const contents = await Promise.all(read.map(async (each) => each && contentResult(each, await each.pieces)));
      const names = new Set(contents.flatMap((each) => each?.pieces.map(({ blob }) => blob) ?? []));
      const blobs = Object.fromEntries([...names].map((name) => [name, this.#blobs.get(name)!]));
      const result: BatchResult = { shard: nameOfShard(shard), host: repository.surroundings.host, contents, blobs };
      await set.addResult(round, batch, result);
    } catch (thrown) {
      onFailure(thrown);
    }
  }
}

function contentResult({ rows, hash, bytes }: ReadContent, pieces: Awaited<ReadContent['pieces']>) {
  return { rows, hash, bytes, pieces };
}
