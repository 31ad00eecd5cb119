import type pg from 'pg';
import type { ProgressMeter } from '../events.ts';
import { BlobWriter, type FinishedBlob, type PendingPieces } from '../pipe/blobWriter.ts';
import type { Throttle } from '../pipe/throttle.ts';
import { withConnection } from '../postgres/connect.ts';
import { type CopyDigest, copyOut } from '../postgres/copyOut.ts';
import { copyLargeObjectMetadataSql, copyLargeObjectsSql, copyOutSql } from '../postgres/copySql.ts';
import { quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import { fixReadSettings } from '../postgres/session.ts';
import type { BlobStore } from '../repository/blobs.ts';
import type { Content, Unit } from './ranges.ts';
import { SizeEstimate } from './sizeEstimate.ts';
import type { Snapshot } from './snapshot.ts';

/** A content as it was read: its digest, and where its bytes are once all blobs are stored. */
export interface ReadContent extends CopyDigest {
  readonly content: Content;
  readonly pieces: PendingPieces;
}

/** All that was read, and what it took in the repository. */
export interface ContentsRead {
  readonly contents: readonly ReadContent[];
  /** Bytes stored of each blob, by its name. */
  readonly storedBytes: ReadonlyMap<string, number>;
  /** Those that were not there before, by their names. */
  readonly newBlobs: ReadonlyMap<string, BlobSize>;
}

/** Bytes of a blob's content, and bytes that are stored of it. */
export type BlobSize = Pick<FinishedBlob, 'bytes' | 'storedBytes'>;

export interface ReadOptions {
  /** Connections that read at once; the leader is one of them. */
  readonly concurrency: number;
  /** Settled when the leader has done what it does first; the others begin before. */
  readonly leaderIsFree: Promise<unknown>;
  readonly blobs: BlobStore;
  readonly meter: ProgressMeter;
  readonly throttle?: Throttle | undefined;
  readonly signal: AbortSignal;
}

/**
 * Reads all units over several connections that share the snapshot, and stores what they give as blobs. The first failure
 * stops the others.
 */
export async function readContents(
  snapshot: Snapshot,
  units: readonly Unit[],
  options: ReadOptions,
): Promise<ContentsRead> {
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const work = new Work(snapshot, units, { ...options, signal });
  // a standby's exported snapshot can show unfinished transactions as finished: one connection reads everything there
  const followers = snapshot.id === null ? 0 : Math.min(options.concurrency - 1, units.length);
  const readers = [
    options.leaderIsFree.then(() => work.lead()),
    ...Array.from({ length: followers }, () => work.follow()),
  ];
  const guarded = readers.map((reader) =>
    reader.catch((thrown) => {
      stop.abort(thrown);
      throw thrown;
    }),
  );
  const [failed] = (await Promise.allSettled(guarded)).filter((outcome) => outcome.status === 'rejected');
  if (failed) throw options.signal.aborted ? failed.reason : stop.signal.reason;
  await work.readContended();
  return { contents: work.done, storedBytes: work.storedBytes, newBlobs: work.newBlobs };
}

/** The units still to be read, and what has been. */
class Work {
  readonly done: ReadContent[] = [];
  readonly storedBytes = new Map<string, number>();
  readonly newBlobs = new Map<string, BlobSize>();
  readonly #snapshot: Snapshot;
  readonly #units: Unit[];
  readonly #options: ReadOptions;
  readonly #estimate: SizeEstimate;
  /** How many ranges of each table are still to be read. */
  readonly #open: Map<number, number>;
  /** Contents of tables for which somebody else queues: only the leader, who has the lock already, may read them. */
  readonly #contended: Content[] = [];

  constructor(snapshot: Snapshot, units: readonly Unit[], options: ReadOptions) {
    this.#snapshot = snapshot;
    this.#units = [...units].reverse();
    this.#options = options;
    this.#estimate = new SizeEstimate(units.reduce((sum, unit) => sum + unit.bytes, 0));
    const ranges = units.flatMap((unit) => unit.contents).filter((content) => content.kind === 'range');
    const byTable = Map.groupBy(ranges, ({ range }) => range.table.oid);
    this.#open = new Map([...byTable].map(([oid, some]) => [oid, some.length]));
  }

  async lead(): Promise<void> {
    await this.#readUnits((content, writer) => this.#read(this.#snapshot.leader, content, writer, this.#sql(content)));
  }

  async follow(): Promise<void> {
    const { target, facts, id } = this.#snapshot;
    if (this.#units.length === 0) return;
    await withConnection(target, { signal: this.#options.signal, purpose: 'backup reader' }, async (client) => {
      await fixReadSettings(client, facts.versionNumber);
      await client.query(
        `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT ${quoteLiteral(id ?? '')}`,
      );
      await this.#readUnits((content, writer) => this.#readUnlessContended(client, content, writer));
    });
  }

  async readContended(): Promise<void> {
    this.#units.push(...this.#contended.splice(0).map((content) => ({ contents: [content], bytes: 0 })));
    await this.lead();
  }

  async #readUnits(read: (content: Content, writer: BlobWriter) => Promise<number>): Promise<void> {
    const { blobs, meter } = this.#options;
    const put = async (blob: FinishedBlob) => {
      const outcome = await blobs.put(blob);
      const name = blobs.nameOf(blob.id);
      const storedBytes = blob.storedBytes + blobs.overhead;
      this.storedBytes.set(name, storedBytes);
      if (outcome !== 'present') {
        this.newBlobs.set(name, { bytes: blob.bytes, storedBytes });
        meter.add({ storedBytes });
      }
      return name;
    };
    const writer = new BlobWriter(put, { newHash: blobs.newHash });
    try {
      for (let unit = this.#units.pop(); unit; unit = this.#units.pop()) {
        let bytes = 0;
        for (const content of unit.contents) bytes += await read(content, writer);
        await writer.cut();
        meter.reckon(this.#estimate.learn(unit.bytes, bytes));
      }
      await writer.finish();
    } finally {
      writer.discard();
    }
  }

  /** Reads one content; gives its bytes. */
  async #read(client: pg.Client, content: Content, writer: BlobWriter, sql: string): Promise<number> {
    const { meter, throttle, signal } = this.#options;
    writer.begin();
    const take = (chunk: Uint8Array) => {
      meter.add({ bytes: chunk.byteLength });
      return writer.append(chunk);
    };
    const digest = await copyOut(client, sql, take, { signal, throttle });
    meter.add({ rows: digest.rows, tablesDone: this.#closes(content) ? 1 : 0 });
    this.done.push({ content, ...digest, pieces: writer.end() });
    return digest.bytes;
  }

  /** Whether this was the last range of its table. */
  #closes(content: Content): boolean {
    if (content.kind !== 'range') return false;
    const { oid } = content.range.table;
    const left = (this.#open.get(oid) ?? 0) - 1;
    this.#open.set(oid, left);
    return left === 0;
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
