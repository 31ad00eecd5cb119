import { isUtf8 } from 'node:buffer';
import { PgstowError } from '../errors.ts';
import { ArchiveReader } from './archiveReader.ts';
import { decodeEscaped } from './escapedBytes.ts';

/**
 * The table of contents of an archive of pg_dump, format versions 1.11 (PostgreSQL 8.4) to 1.16 (17, 18): a file of the custom
 * format, or the `toc.dat` of a directory.
 * Format: `ReadHead` and `ReadToc` in https://github.com/postgres/postgres/blob/master/src/bin/pg_dump/pg_backup_archiver.c
 */
export interface Archive {
  readonly format: 'custom' | 'directory';
  /** Of the format, such as `1.16`. */
  readonly formatVersion: string;
  /** When it was made, in the time zone that pg_dump ran in, which it does not say: those pgstow makes are in UTC. */
  readonly createdAt: Date;
  readonly database: string;
  /** As the server and pg_dump name their versions, such as `15.18 (Debian 15.18-0+deb12u1)`. */
  readonly serverVersion: string;
  readonly dumpVersion: string;
  /**
   * PostgreSQL's name of the character set that the texts are in. `UTF8`: they are ordinary strings. Any other: their bytes
   * are kept as they are, one character (U+0000 to U+00FF) a byte. To run such a text, `SET client_encoding` to this name
   * and send `Buffer.from(text, 'latin1')`; to show it, decode those bytes.
   */
  readonly encoding: string;
  /** In pg_dump's order: by dependency, and by name where that leaves a choice. */
  readonly entries: readonly ArchiveEntry[];
}

/** An object, or a part of one. `null` is what pg_dump left out; an empty text is an empty text. */
export interface ArchiveEntry {
  readonly dumpId: number;
  /** The object in the source's catalog; zeros when the entry stands for none. */
  readonly catalogId: { readonly tableoid: number; readonly oid: number };
  /** The object's name, with its arguments or its table where the kind needs them. */
  readonly tag: string;
  /** The kind: `TABLE`, `FK CONSTRAINT`, `ACL` … */
  readonly desc: string;
  readonly section: Section;
  /** The SQL that makes it. For `BLOB METADATA` a list of OIDs, a line each. */
  readonly defn: string | null;
  readonly dropStmt: string | null;
  readonly copyStmt: string | null;
  /** The schema's name. */
  readonly namespace: string | null;
  /** Empty for the default tablespace; `null` where tablespaces do not apply. */
  readonly tablespace: string | null;
  /** The table access method. A partitioned table is given its own by ALTER TABLE … SET ACCESS METHOD. */
  readonly tableam: string | null;
  /** `pg_class.relkind`, for tables and their like. */
  readonly relkind: string | null;
  readonly owner: string | null;
  /** dumpIds, not all of which need to be in the archive. */
  readonly dependencies: readonly number[];
  /** In a directory, the file that holds the entry's data; its name ends with `.gz` besides when it is compressed. */
  readonly file?: string | undefined;
}

export type Section = 'none' | 'pre-data' | 'data' | 'post-data';

const magic = 'PGDMP';
/** By their numbers; a directory's `toc.dat` says that it is of the tar format, which has the same. */
const formats: readonly (Archive['format'] | undefined)[] = [undefined, 'custom', undefined, 'directory'];
const sections: readonly (Section | undefined)[] = [undefined, 'none', 'pre-data', 'data', 'post-data'];

/** Reads an archive's header and table of contents; rejects what is none, or not whole, with `damaged`. */
export function parseArchive(bytes: Buffer): Archive {
  const encoding = encodingOf(bytes);
  const { reader, ...head } = readHead(bytes, decoders[encoding] ?? decodeBytes);
  const entries = [...readEntries(reader, head)];
  const dataFollows = head.format === 'custom' && entries.some(({ hasData }) => hasData);
  if (!dataFollows && reader.position !== bytes.length) {
    reader.fail(`${bytes.length - reader.position} bytes follow its table of contents`);
  }
  if (new Set(entries.map(({ entry }) => entry.dumpId)).size !== entries.length) reader.fail('an entry is there twice');
  const { format, formatVersion, createdAt, database, serverVersion, dumpVersion } = head;
  return {
    format,
    formatVersion,
    createdAt,
    database,
    serverVersion,
    dumpVersion,
    encoding,
    entries: entries.map(({ entry }) => entry),
  };
}

/** How an archive's texts become strings; those of other encodings, which no dump of ours has, stay bytes. */
const decoders: Readonly<Record<string, (bytes: Buffer) => string | undefined>> = {
  UTF8: decodeUtf8,
  SQL_ASCII: decodeEscaped,
};

/** Looks for the entry that says how all texts, those before it too, are encoded. It is the first in every archive. */
function encodingOf(bytes: Buffer): string {
  const { reader, ...head } = readHead(bytes, decodeBytes);
  for (const { entry } of readEntries(reader, head)) {
    if (entry.desc !== 'ENCODING') continue;
    const [, name] = /^SET client_encoding = '(\w+)';/.exec(entry.defn ?? '') ?? [];
    return name ?? reader.fail(`its encoding is ${JSON.stringify(entry.defn)}`);
  }
  return reader.fail('it does not name its encoding');
}

function readHead(bytes: Buffer, decode: (bytes: Buffer) => string | undefined) {
  const reader = new ArchiveReader(bytes, decode);
  if (bytes.toString('latin1', 0, magic.length) !== magic) reader.fail(`it does not begin with ${magic}`);
  reader.skip(magic.length);
  const [major, minor] = [reader.byte(), reader.byte()] as const;
  reader.skip(1); // revision
  if (major !== 1 || minor < 11 || minor > 16) unknownVersion(`${major}.${minor}`);
  reader.setSizes(reader.byte(), reader.byte());
  const format = formats[reader.byte()] ?? reader.fail('it is neither of the custom nor of the directory format');
  if (minor >= 15)
    reader.skip(1); // compression method: there is no data to decompress
  else reader.integer(); // compression level
  const createdAt = readTime(reader);
  const [database, serverVersion, dumpVersion] = [reader.needText(), reader.needText(), reader.needText()] as const;
  return { reader, format, minor, formatVersion: `${major}.${minor}`, createdAt, database, serverVersion, dumpVersion };
}

/** What tells how entries are written. */
interface Kind extends Pick<Archive, 'format'> {
  readonly minor: number;
}

/** C's `struct tm`. */
function readTime(reader: ArchiveReader): Date {
  const [second, minute, hour, day, month, year] = Array.from({ length: 6 }, () => reader.integer());
  reader.integer(); // daylight saving time
  const time = new Date(Date.UTC(1900 + year!, month, day, hour, minute, second));
  return Number.isNaN(time.getTime()) ? reader.fail('its time of creation is none') : time;
}

function* readEntries(reader: ArchiveReader, kind: Kind): Generator<{ entry: ArchiveEntry; hasData: boolean }> {
  const count = reader.integer();
  if (count < 0) reader.fail(`it claims to have ${count} entries`);
  for (let i = 0; i < count; i++) yield readEntry(reader, kind);
}

function readEntry(reader: ArchiveReader, { format, minor }: Kind): { entry: ArchiveEntry; hasData: boolean } {
  const dumpId = reader.integer();
  if (dumpId <= 0) reader.fail(`an entry's number is ${dumpId}`);
  const hasData = reader.integer() !== 0;
  const entry: ArchiveEntry = {
    dumpId,
    catalogId: { tableoid: reader.number(), oid: reader.number() },
    tag: reader.needText(),
    desc: reader.needText(),
    section: sections[reader.integer()] ?? reader.fail(`entry ${dumpId} is in no known section`),
    defn: reader.text(),
    dropStmt: reader.text(),
    copyStmt: reader.text(),
    namespace: reader.text(),
    tablespace: reader.text(),
    tableam: minor >= 14 ? reader.text() : null,
    relkind: minor >= 16 ? relationKind(reader) : null,
    owner: reader.text(),
    dependencies: readDependencies(reader),
  };
  if (format === 'directory') return { entry: { ...entry, ...fileOf(reader) }, hasData };
  reader.skipOffset();
  return { entry, hasData };
}

function fileOf(reader: ArchiveReader): Pick<ArchiveEntry, 'file'> {
  const name = reader.needText();
  return name === '' ? {} : { file: name };
}

/** A character's code, 0 for what is no relation. */
function relationKind(reader: ArchiveReader): string | null {
  const code = reader.integer();
  if (code < 0 || code > 127) reader.fail(`a relation's kind is ${code}`);
  return code === 0 ? null : String.fromCharCode(code);
}

/** Behind a text that has had no meaning since tables lost their WITH OIDS; the last is followed by a NULL. */
function readDependencies(reader: ArchiveReader): number[] {
  reader.text();
  const dependencies: number[] = [];
  for (let next = reader.optionalNumber(); next !== null; next = reader.optionalNumber()) dependencies.push(next);
  return dependencies;
}

function decodeBytes(bytes: Buffer): string {
  return bytes.toString('latin1');
}

/** Nothing when it is not UTF-8. */
function decodeUtf8(bytes: Buffer): string | undefined {
  const text = bytes.toString();
  return text.includes('\uFFFD') && !isUtf8(bytes) ? undefined : text;
}

function unknownVersion(version: string): never {
  throw new PgstowError('damaged', `the definitions' archive is of format version ${version}; 1.11 to 1.16 are known`, {
    hint: 'if a newer pg_dump made it, use a newer pgstow; otherwise the file is damaged',
  });
}
