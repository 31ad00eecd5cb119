import { createHash } from 'node:crypto';
import type { ContentItem } from '../../engine/repository/contents.ts';
import { type EncodedContents, encodeContents } from '../../engine/repository/contentsFile.ts';
import type { SetManifest } from '../../engine/repository/manifest.ts';

const blob = (letter: string) => letter.repeat(64);

/** An item of every kind, with every field. */
export const sampleItems: readonly ContentItem[] = [
  {
    kind: 'table',
    oid: 16385,
    schema: 'public',
    name: 'orders',
    persistence: 'p',
    columns: ['id', 'we"ird\n', 'größe'],
    rows: 3,
    hash: '00000000000000ff',
    bytes: 40,
  },
  {
    kind: 'table',
    oid: 16390,
    schema: 'ext',
    name: 'config',
    persistence: 'u',
    columns: [],
    rows: 0,
    hash: '0000000000000000',
    bytes: 0,
    extension: 'postgis',
    condition: 'WHERE NOT builtin',
    structureOnly: true,
  },
  {
    kind: 'range',
    table: 0,
    from: 0,
    to: 128,
    rows: 2,
    hash: 'fedcba9876543210',
    bytes: 30,
    pieces: [
      { blob: blob('a'), offset: 10, length: 20 },
      { blob: blob('b'), offset: 0, length: 10 },
    ],
  },
  {
    kind: 'range',
    table: 0,
    from: 128,
    rows: 1,
    hash: '0123456789abcdef',
    bytes: 10,
    pieces: [{ blob: blob('b'), offset: 10, length: 10 }],
  },
  {
    kind: 'largeObjects',
    part: 'metadata',
    oids: [16400, 4294967295],
    rows: 1,
    hash: '1111111111111111',
    bytes: 9,
    pieces: [],
  },
  { kind: 'largeObjects', part: 'data', oids: [16400], rows: 1, hash: '2222222222222222', bytes: 9, pieces: [] },
  { kind: 'sequence', schema: 'public', name: 'orders_id_seq', lastValue: '-9223372036854775808', isCalled: true },
  { kind: 'materializedView', schema: 'public', name: 'totals' },
  {
    kind: 'role',
    name: 'app',
    attributes: ['LOGIN', 'CONNECTION LIMIT 5'],
    comment: 'the shop',
    settings: ['work_mem=1GB'],
  },
  { kind: 'membership', role: 'readers', member: 'app', options: ['ADMIN OPTION'] },
  { kind: 'tablespace', name: 'fast', owner: 'postgres', location: '/mnt/fast' },
];

/** A manifest with every field. */
export const sampleManifest: SetManifest = {
  format: 1,
  set: '20261122T213000Z-abcdef',
  plan: 'orders-nightly',
  planRevision: 7,
  repository: '0b9f1f3e-7f4a-4c65-9a53-0f6f4f2d8a11',
  tool: '0.1.0',
  startedAt: '2026-11-22T21:30:00.000Z',
  snapshotAt: '2026-11-22T21:30:01.234Z',
  finishedAt: '2026-11-22T21:31:00.500Z',
  source: {
    systemIdentifier: '7412345678901234567',
    serverVersion: '18.4',
    versionNumber: 180004,
    database: 'orders',
    encoding: 'UTF8',
    collation: 'C.UTF-8',
    ctype: 'C.UTF-8',
    localeProvider: 'icu',
    locale: 'de-DE',
    timeline: 1,
    address: 'backup@db.example.com:5432/orders',
  },
  selection: { include: ['*.*'], exclude: ['*.tmp_*'], structureOnly: [], complete: false },
  copySettings: { DateStyle: 'ISO, MDY', TimeZone: 'UTC' },
  definitions: { bytes: 11, sha256: sha256('definitions'), pgDumpVersion: '18.3' },
  contents: { bytes: 4096, sha256: blob('c'), items: 11 },
  totals: {
    tables: 2,
    rows: 3,
    bytes: 40,
    storedBytes: 300,
    newBytes: 200,
    blobs: 2,
    sequences: 1,
    largeObjects: 1,
  },
  warnings: ['the table "ext"."config" is unlogged'],
};

export interface SampleSet {
  readonly manifest: SetManifest;
  readonly definitions: Buffer;
  readonly contents: EncodedContents;
}

/** A set that can be committed. */
export async function sampleSet(changes: Partial<SetManifest> = {}): Promise<SampleSet> {
  const contents = await encodeContents(sampleItems);
  const { body: _, ...summary } = contents;
  return {
    manifest: { ...sampleManifest, contents: summary, ...changes },
    definitions: Buffer.from('definitions'),
    contents,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
