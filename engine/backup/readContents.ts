import type pg from 'pg';
import { BlobWriter, type FinishedBlob } from '../pipe/blobWriter.ts';
import { freeParts } from '../pipe/freeBytes.ts';
import type { Throttle } from '../pipe/throttle.ts';
import { copyOut } from '../postgres/copyOut.ts';
import { copyLargeObjectMetadataSql, copyLargeObjectsSql, copyOutSql } from '../postgres/copySql.ts';
import { quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import type { BlobStore } from '../repository/blobs.ts';
import { type SharedSnapshot, withConnectionBeside } from './beside.ts';
import type { ConnectionSearch } from './connectionSearch.ts';
import { growReaders, type Readers } from './growReaders.ts';
import type { Content, Unit } from './ranges.ts';
import type { ReadProgress } from './readProgress.ts';
import type { Snapshot } from './snapshot.ts';
import { type BlobSize, type ContentsRead, type ReadContent, together, type UnitSource } from './unitSource.ts';

export interface ReadOptions {
  /** Connections that read at once, or who looks for their number; the leader is one of them, where there is one here. */
  readonly concurrency: number | ConnectionSearch;
  readonly blobs: BlobStore;
  readonly progress: ReadProgress;
  readonly throttle?: Throttle | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads what a source gives over several connections that share the snapshot, and stores it as blobs. `leaderIsFree` is
 * settled when the leader has done what it does first; the others begin before. The first failure stops the others.
 */
export async function readContents(
  snapshot: Snapshot,
  source: UnitSource,
  { leaderIsFree, ...options }: ReadOptions & { readonly leaderIsFree: Promise<unknown> },
): Promise<ContentsRead> {
  const lead = (own: Work) => leaderIsFree.then(() => own.lead(snapshot.leader));
  const work = await readTogether(snapshot, source, options, lead);
  const { read, left } = source.others();
  await work.readLeft(snapshot.leader, left);
  return together(work.read, read);
}

/** The same on a machine that does not have the leader. */
export async function readAsFollowers(
  snapshot: SharedSnapshot,
  source: UnitSource,
  options: ReadOptions,
): Promise<ContentsRead> {
  const work = await readTogether(snapshot, source, options);
  return work.read;
}

async function readTogether(
  snapshot: SharedSnapshot,
  source: UnitSource,
  options: ReadOptions,
  lead?: (work: Work) => Promise<void>,
): Promise<Work> {
  const stop = new AbortController();
  const work = new Work(snapshot, source, { ...options, signal: AbortSignal.any([options.signal, stop.signal]) });
  const guard = (reader: Promise<void>) =>
    reader.catch((thrown) => {
      stop.abort(thrown);
      throw thrown;
    });
  const [failed] = (await Promise.allSettled(readersOf(work, options, snapshot, lead?.(work), guard))).filter(
    (outcome) => outcome.status === 'rejected',
  );
  if (failed) throw options.signal.aborted ? failed.reason : stop.signal.reason;
  return work;
}

/** A standby's exported snapshot can show unfinished transactions as finished: one connection reads everything there. */
function readersOf(
  work: Work,
  { concurrency }: ReadOptions,
  { id }: SharedSnapshot,
  leading: Promise<void> | undefined,
  guard: (reader: Promise<void>) => Promise<void>,
): Promise<void>[] {
  const count = typeof concurrency === 'number' ? concurrency : concurrency.found.count;
  const followers = id === null ? 0 : count - (leading ? 1 : 0);
  const readers = [...(leading ? [leading] : []), ...Array.from({ length: followers }, () => work.follow())];
  if (typeof concurrency !== 'number' && id !== null) readers.push(growReaders(work.asReaders(guard), concurrency));
  return readers.map(guard);
}

/** What was read here of the units that a source gives. */
class Work {
  readonly #snapshot: SharedSnapshot;
  readonly #source: UnitSource;
  readonly #options: ReadOptions;
  readonly #done: ReadContent[] = [];
  readonly #storedBytes = new Map<string, number>();
  readonly #newBlobs = new Map<string, BlobSize>();
  /** Contents of tables for which somebody else queues: only the leader, who has the lock already, may read them. */
  readonly #contended: Content[] = [];
  readonly #over = Promise.withResolvers<void>();
  #bytes = 0;
  /** How many readers are to end before there is nothing left. */
  #leaving = 0;

  constructor(snapshot: SharedSnapshot, source: UnitSource, options: ReadOptions) {
    this.#snapshot = snapshot;
    this.#source = source;
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#over.resolve());
  }

  get read(): ContentsRead {
    return { contents: this.#done, storedBytes: this.#storedBytes, newBlobs: this.#newBlobs };
  }

  /** Those who read, for who changes their number. `guard` is told of one that fails. */
  asReaders(guard: (reader: Promise<void>) => Promise<void>): Readers {
    const bytes = () => this.#bytes;
    return {
      get bytes() {
        return bytes();
      },
      over: this.#over.promise,
      join: async () => {
        const { ended } = await this.#join();
        return { ended: guard(ended) };
      },
      leave: () => {
        this.#leaving++;
      },
    };
  }

  async lead(leader: pg.Client): Promise<void> {
    const next = () => this.#take();
    await this.#readUnits(next, (content, writer) => this.#read(leader, content, writer, this.#sql(content)));
  }

  /** Connects when there is something to read. */
  async follow(): Promise<void> {
    let first = await this.#take();
    if (!first) return;
    await this.#connected(async () => {
      const unit = first ?? (await this.#nextOfFollower());
      first = undefined;
      return unit;
    });
  }

  async #join(): Promise<{ readonly ended: Promise<void> }> {
    const joined = Promise.withResolvers<void>();
    const ended = this.#connected(() => this.#nextOfFollower(), joined.resolve);
    ended.catch(joined.reject);
    await joined.promise;
    return { ended };
  }

  async #connected(next: () => Promise<Unit | undefined>, onConnect: () => void = () => {}): Promise<void> {
    const { signal } = this.#options;
    await withConnectionBeside(this.#snapshot, { signal, purpose: 'backup reader' }, async (client) => {
      await client.query(
        `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT ${quoteLiteral(this.#snapshot.id ?? '')}`,
      );
      onConnect();
      await this.#readUnits(next, (content, writer) => this.#readUnlessContended(client, content, writer));
      await client.query('ROLLBACK').catch(() => client.connection.stream.destroy()); // all is read: that it was lost since is no loss
    });
  }

  async #take(): Promise<Unit | undefined> {
    const unit = await this.#source.take();
    if (!unit) this.#over.resolve();
    return unit;
  }

  async #nextOfFollower(): Promise<Unit | undefined> {
    if (this.#leaving === 0) return this.#take();
    this.#leaving--;
    return undefined;
  }

  /** What was left to the leader, here and by others. */
  async readLeft(leader: pg.Client, byOthers: readonly Content[]): Promise<void> {
    const left = [...this.#contended.splice(0), ...byOthers].map((content) => ({ contents: [content], bytes: 0 }));
    const next = async () => left.shift();
    await this.#readUnits(next, (content, writer) => this.#read(leader, content, writer, this.#sql(content)));
  }

  async #readUnits(
    next: () => Promise<Unit | undefined>,
    read: (content: Content, writer: BlobWriter) => Promise<number>,
  ): Promise<void> {
    const { blobs, progress } = this.#options;
    const put = async (blob: FinishedBlob) => {
      const outcome = await blobs.put(blob);
      const name = blobs.nameOf(blob.id);
      const storedBytes = blob.storedBytes + blobs.overhead;
      this.#storedBytes.set(name, storedBytes);
      if (outcome !== 'present') {
        this.#newBlobs.set(name, { bytes: blob.bytes, storedBytes });
        progress.stored(storedBytes);
      }
      this.#source.stored(name, storedBytes, outcome === 'present' ? undefined : blob.bytes);
      freeParts(blob.body);
      return name;
    };
    const writer = new BlobWriter(put, { newHash: blobs.newHash });
    try {
      for (let unit = await next(); unit; unit = await next()) {
        let bytes = 0;
        for (const content of unit.contents) bytes += await read(content, writer);
        await writer.cut();
        progress.unit(unit, bytes);
      }
      await writer.finish();
    } finally {
      writer.discard();
    }
  }

  /** Reads one content; gives its bytes. */
  async #read(client: pg.Client, content: Content, writer: BlobWriter, sql: string): Promise<number> {
    const { progress, throttle, signal } = this.#options;
    writer.begin();
    const take = (chunk: Uint8Array) => {
      progress.bytes(chunk.byteLength);
      this.#bytes += chunk.byteLength;
      return writer.append(chunk);
    };
    const digest = await copyOut(client, sql, take, { signal, throttle });
    progress.content(content, digest);
    const read = { content, ...digest, pieces: writer.end() };
    this.#done.push(read);
    this.#source.note(content, read);
    return digest.bytes;
  }

  /**
   * Takes the table's lock without waiting. Were it to wait, it would queue behind whoever waits for the leader's lock,
   * and the two would hold each other for ever. The savepoint lets go of the lock again, so that ten thousand tables do
   * not fill the server's lock table once for each connection.
   */
  async #readUnlessContended(client: pg.Client, content: Content, writer: BlobWriter): Promise<number> {
    const sql = this.#sql(content);
    if (content.kind !== 'range') return this.#read(client, content, writer, sql);
    const { schema, name } = content.range.table;
    const guarded = `SAVEPOINT range; LOCK TABLE ONLY ${quoteQualified(schema, name)} IN ACCESS SHARE MODE NOWAIT; ${sql}; ROLLBACK TO SAVEPOINT range; RELEASE SAVEPOINT range`;
    try {
      return await this.#read(client, content, writer, guarded);
    } catch (thrown) {
      if ((thrown as { code?: string }).code !== '55P03') throw thrown;
      await client.query('ROLLBACK TO SAVEPOINT range; RELEASE SAVEPOINT range');
      this.#contended.push(content);
      this.#source.note(content, null);
      return 0;
    }
  }

  #sql(content: Content): string {
    const { encoding } = this.#snapshot.facts;
    switch (content.kind) {
      case 'range':
        return copyOutSql({ ...content.range.table, ...content.range }, encoding);
      case 'largeObjects':
        return content.part === 'data'
          ? copyLargeObjectsSql(content.oids, encoding)
          : copyLargeObjectMetadataSql(content.oids, encoding);
    }
  }
}
