import { isOfDatabase } from '../archive/select.ts';
import type { ArchiveEntry } from '../postgres/archive.ts';
import { encodeEntry, encodeHead, encodeInteger, encoderOf } from '../postgres/archiveWriter.ts';
import { decoderOf } from '../postgres/characterSets.ts';
import { inParallel } from '../repository/inParallel.ts';
import { DumpIds, sequenceEntries, tableDataEntries, viewEntries } from './dataEntries.ts';
import type { Export } from './exportSet.ts';
import { blobsEntry, largeObjectEntries } from './largeObjectEntries.ts';
import { type LargeObjectFacts, largeObjectFacts } from './largeObjectFacts.ts';
import { writeLargeObjectFiles } from './largeObjectFiles.ts';
import { portableEntries } from './portableEntries.ts';
import { tableContent } from './tableContent.ts';

/** So many tables are written at once. */
const width = 4;

/** Writes an archive of pg_dump's directory format: a file for each table, and last the table of contents. */
export async function writeDirectory(work: Export): Promise<void> {
  const { parts, set, folder, signal } = work;
  const ids = new DumpIds(parts.archive.entries);
  const tables = tableDataEntries(parts, ids, set.source.encoding);
  const options = { gzip: true, signal };
  await inParallel(
    tables,
    (table) => folder.write(`${table.entry.file}.gz`, tableContent(table, work), options),
    width,
  );
  if (parts.largeObjects.length > 0) await writeLargeObjectFiles(work);
  const data = [
    ...tables.map(({ entry }) => entry),
    ...sequenceEntries(parts, ids),
    ...(parts.largeObjects.length > 0 ? [blobsEntry(ids)] : []),
  ];
  await writeToc(work, ids, { data, last: viewEntries(parts, ids) });
}

interface NewEntries {
  /** They stand between what comes before the data and what comes after. */
  readonly data: readonly ArchiveEntry[];
  readonly last: readonly ArchiveEntry[];
}

/** How many entries there are is known only when they are written: large objects may be millions. */
async function writeToc(work: Export, ids: DumpIds, entries: NewEntries): Promise<void> {
  const { parts, folder, signal } = work;
  const encode = encoderOf(parts.archive);
  const head = encodeHead(parts.archive, encode);
  let count = 0;
  const toc = async function* () {
    yield head;
    yield encodeInteger(0);
    for await (const entry of tocEntries(work, ids, entries)) {
      count++;
      yield encodeEntry(entry, encode);
    }
  };
  await folder.writeMain(toc(), { signal });
  await folder.patchMain(encodeInteger(count), head.byteLength);
}

async function* tocEntries(work: Export, ids: DumpIds, { data, last }: NewEntries): AsyncGenerator<ArchiveEntry> {
  const { parts, meter, set } = work;
  const { graph, archive } = parts;
  const kept = new Set(parts.entries);
  // its preamble, and the database itself, which pg_restore creates when it is asked to
  const isAboutAll = (entry: ArchiveEntry) => graph.get(entry.dumpId) === undefined || isOfDatabase(graph, entry);
  const entries = archive.entries
    .filter((entry) => kept.has(entry) || isAboutAll(entry))
    .map(portableEntries(graph, set.source.versionNumber));
  const dataFrom = entries.findIndex(({ section }) => section === 'post-data');
  const [before, after] = dataFrom < 0 ? [entries, []] : [entries.slice(0, dataFrom), entries.slice(dataFrom)];
  yield* before;
  for await (const facts of largeObjectFacts(parts.largeObjects, work, decoderOf(set.source.encoding))) {
    const unread = unreadable(facts);
    if (unread)
      meter.warn(`large object ${facts.oid}: its ${unread} cannot be told in ${set.source.encoding}, and is left out`);
    yield* largeObjectEntries(facts, ids, work.roles);
  }
  yield* data;
  yield* after;
  yield* last;
}

function unreadable({ owner, acl, comment }: LargeObjectFacts): string | undefined {
  return owner === undefined
    ? 'owner'
    : acl === undefined
      ? 'privileges'
      : comment === undefined
        ? 'comment'
        : undefined;
}
