import type pg from 'pg';
import { BlobWriter, type FinishedBlob } from '../pipe/blobWriter.ts';
import type { Throttle } from '../pipe/throttle.ts';
import { withConnection } from '../postgres/connect.ts';
import { copyOut } from '../postgres/copyOut.ts';
import { copyLargeObjectMetadataSql, copyLargeObjectsSql, copyOutSql } from '../postgres/copySql.ts';
import { quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import { fixReadSettings } from '../postgres/session.ts';
import type { BlobStore } from '../repository/blobs.ts';
import type { Content, Unit } from './ranges.ts';
import type { ReadProgress } from './readProgress.ts';
import type { Snapshot } from './snapshot.ts';
import { type BlobSize, type ContentsRead, type ReadContent, together, type UnitSource } from './unitSource.ts';

export interface ReadOptions {
  /** Connections that read at once; the leader is one of them, where there is one here. */
  readonly concurrency: number;
  readonly blobs: BlobStore;
  readonly progress: ReadProgress;
  readonly throttle?: Throttle | undefined;
  readonly signal: AbortSignal;
}

/** What a connection needs to see the same rows as the leader. */
export type SharedSnapshot = Pick<Snapshot, 'target' | 'facts' | 'id'>;

/**
 * Reads what a source gives over several connections that share the snapshot, and stores it as blobs. `leaderIsFree` is
 * settled when the leader has done what it does first; the others begin before. The first failure stops the others.
 */
export async function readContents(
  snapshot: Snapshot,
  source: UnitSource,
  { leaderIsFree, ...options }: ReadOptions & { readonly leaderIsFree: Promise<unknown> },
): Promise<ContentsRead> {
  const work = await readTogether(snapshot, source, options, (own, followers) => [
    leaderIsFree.then(() => own.lead(snapshot.leader)),
    ...followers(options.concurrency - 1),
  ]);
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
  const work = await readTogether(snapshot, source, options, (_, followers) => followers(options.concurrency));
  return work.read;
}

async function readTogether(
  snapshot: SharedSnapshot,
  source: UnitSource,
  options: ReadOptions,
  readersOf: (work: Work, followers: (count: number) => Promise<void>[]) => readonly Promise<void>[],
): Promise<Work> {
  const stop = new AbortController();
  const work = new Work(snapshot, source, { ...options, signal: AbortSignal.any([options.signal, stop.signal]) });
  // a standby's exported snapshot can show unfinished transactions as finished: one connection reads everything there
  const followers = (count: number) => Array.from({ length: snapshot.id === null ? 0 : count }, () => work.follow());
  const guarded = readersOf(work, followers).map((reader) =>
    reader.catch((thrown) => {
      stop.abort(thrown);
      throw thrown;
    }),
  );
  const [failed] = (await Promise.allSettled(guarded)).filter((outcome) => outcome.status === 'rejected');
  if (failed) throw options.signal.aborted ? failed.reason : stop.signal.reason;
  return work;
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

  constructor(snapshot: SharedSnapshot, source: UnitSource, options: ReadOptions) {
    this.#snapshot = snapshot;
    this.#source = source;
    this.#options = options;
  }

  get read(): ContentsRead {
    return { contents: this.#done, storedBytes: this.#storedBytes, newBlobs: this.#newBlobs };
  }

  async lead(leader: pg.Client): Promise<void> {
    const next = () => this.#source.take();
    await this.#readUnits(next, (content, writer) => this.#read(leader, content, writer, this.#sql(content)));
  }

  async follow(): Promise<void> {
    const { target, facts, id } = this.#snapshot;
    let first = await this.#source.take();
    if (!first) return;
    const next = async () => {
      const unit = first ?? (await this.#source.take());
      first = undefined;
      return unit;
    };
    await withConnection(target, { signal: this.#options.signal, purpose: 'backup reader' }, async (client) => {
      await fixReadSettings(client, facts.versionNumber);
      await client.query(
        `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET TRANSACTION SNAPSHOT ${quoteLiteral(id ?? '')}`,
      );
      await this.#readUnits(next, (content, writer) => this.#readUnlessContended(client, content, writer));
    });
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
