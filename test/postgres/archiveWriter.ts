/** What {@link writeArchive} writes of an entry. */
export interface WrittenEntry {
  readonly dumpId: number;
  readonly hasData: boolean;
  readonly tableoid: number;
  readonly oid: number;
  readonly tag: string;
  readonly desc: string;
  /** 1 none, 2 pre-data, 3 data, 4 post-data. */
  readonly section: number;
  readonly defn: string | null;
  readonly dropStmt: string | null;
  readonly copyStmt: string | null;
  readonly namespace: string | null;
  readonly tablespace: string | null;
  readonly tableam: string | null;
  readonly relkind: string | null;
  readonly owner: string | null;
  readonly dependencies: readonly number[];
}

export interface WrittenArchive {
  /** Of the format's version 1.x. */
  readonly minor: number;
  readonly integerBytes: number;
  readonly offsetBytes: number;
  readonly database: string;
  readonly entries: readonly WrittenEntry[];
}

/** A custom-format archive as pg_dump writes it, of 22 November 2026, 20:15:30. */
export function writeArchive(archive: WrittenArchive, charset: 'utf8' | 'latin1' = 'utf8'): Buffer {
  const { minor, integerBytes, offsetBytes, database, entries } = archive;
  const integer = (value: number) => {
    const bytes = Buffer.alloc(1 + integerBytes);
    bytes[0] = value < 0 ? 1 : 0;
    for (let i = 0, rest = Math.abs(value); i < integerBytes; i++, rest = Math.floor(rest / 256))
      bytes[1 + i] = rest % 256;
    return bytes;
  };
  const text = (value: string | null) => {
    if (value === null) return integer(-1);
    const bytes = Buffer.from(value, charset);
    return Buffer.concat([integer(bytes.length), bytes]);
  };
  const writeEntry = (entry: WrittenEntry) => [
    integer(entry.dumpId),
    integer(entry.hasData ? 1 : 0),
    text(String(entry.tableoid)),
    text(String(entry.oid)),
    text(entry.tag),
    text(entry.desc),
    integer(entry.section),
    ...[entry.defn, entry.dropStmt, entry.copyStmt, entry.namespace, entry.tablespace].map(text),
    ...(minor >= 14 ? [text(entry.tableam)] : []),
    ...(minor >= 16 ? [integer(entry.relkind?.charCodeAt(0) ?? 0)] : []),
    text(entry.owner),
    text('false'),
    ...entry.dependencies.map((id) => text(String(id))),
    text(null),
    Buffer.alloc(1 + offsetBytes, 3),
  ];
  return Buffer.concat([
    Buffer.from('PGDMP'),
    Buffer.from([1, minor, 0, integerBytes, offsetBytes, 1]),
    minor >= 15 ? Buffer.from([0]) : integer(0),
    ...[30, 15, 20, 22, 10, 126, 0].map(integer),
    ...[database, '18.4', '18.3'].map(text),
    integer(entries.length),
    ...entries.flatMap(writeEntry),
  ]);
}
