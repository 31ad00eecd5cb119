import type { Archive, ArchiveEntry, Section } from './archive.ts';
import { encodeEscaped } from './escapedBytes.ts';

/**
 * The mirror image of `archive.ts`: the bytes of a directory's `toc.dat`. They are of format version 1.14, which every
 * pg_restore since 12 reads; 1.16 would shut out those before 17, and adds nothing that a set's definitions need.
 * Format: `WriteHead` and `WriteToc` in https://github.com/postgres/postgres/blob/master/src/bin/pg_dump/pg_backup_archiver.c
 */
const version = [1, 14, 0] as const;
const integerBytes = 4;
const offsetBytes = 8;
/** A directory's `toc.dat` says that it is of the tar format, which has the same. */
const directoryFormat = 3;
/** What pg_restore is to know is that something is compressed, not how well. */
const compressionLevel = 1;
const sections: readonly Section[] = ['none', 'pre-data', 'data', 'post-data'];

/** How an archive's texts become bytes again. */
export type EncodeText = (text: string) => Buffer;

export function encoderOf({ encoding }: Pick<Archive, 'encoding'>): EncodeText {
  return encoding === 'UTF8' || encoding === 'SQL_ASCII' ? encodeEscaped : (text) => Buffer.from(text, 'latin1');
}

/** All that comes before the entries, but for their number, which follows as {@link encodeInteger}. */
export function encodeHead(archive: Archive, encode: EncodeText): Buffer {
  return Buffer.concat([
    Buffer.from('PGDMP'),
    Buffer.from([...version, integerBytes, offsetBytes, directoryFormat]),
    encodeInteger(compressionLevel),
    ...timeOf(archive.createdAt).map(encodeInteger),
    ...[archive.database, archive.serverVersion, archive.dumpVersion].map((text) => encodeText(text, encode)),
  ]);
}

/** C's `struct tm`. */
function timeOf(at: Date): number[] {
  const [year, month, day] = [at.getUTCFullYear() - 1900, at.getUTCMonth(), at.getUTCDate()];
  return [at.getUTCSeconds(), at.getUTCMinutes(), at.getUTCHours(), day, month, year, 0];
}

export function encodeEntry(entry: ArchiveEntry, encode: EncodeText): Buffer {
  const text = (value: string | null) => encodeText(value, encode);
  const { tag, desc, defn, dropStmt, copyStmt, namespace, tablespace, tableam, owner } = entry;
  return Buffer.concat([
    encodeInteger(entry.dumpId),
    encodeInteger(entry.file === undefined ? 0 : 1),
    ...[entry.catalogId.tableoid, entry.catalogId.oid].map((oid) => text(String(oid))),
    ...[tag, desc].map(text),
    encodeInteger(sections.indexOf(entry.section) + 1),
    ...[defn, dropStmt, copyStmt, namespace, tablespace, tableam, owner].map(text),
    text('false'), // WITH OIDS
    ...entry.dependencies.map((id) => text(String(id))),
    text(null),
    text(entry.file ?? ''),
  ]);
}

/** A sign, then the absolute value, the lowest byte first. */
export function encodeInteger(value: number): Buffer {
  const bytes = Buffer.alloc(1 + integerBytes);
  bytes[0] = value < 0 ? 1 : 0;
  bytes.writeUInt32LE(Math.abs(value), 1);
  return bytes;
}

/** Length and bytes; a negative length stands for NULL. */
function encodeText(text: string | null, encode: EncodeText): Buffer {
  if (text === null) return encodeInteger(-1);
  const bytes = encode(text);
  return Buffer.concat([encodeInteger(bytes.length), bytes]);
}
