import type { Done } from '../../action/report.ts';
import type { Pin } from '../../engine/index.ts';

const set = '20261125T012305Z-4kq7mz';
const at = '2026-11-25T09:00:00.000Z';
const name = { plan: 'orders-nightly', set };
const none = { blobs: 0, bytes: 0 };
const hold: Pin = { pin: 'p', ...name, reason: 'case | 4711', at, by: 'runner', hold: true };
const created = at;

/** Of what moves sets to an archive and back, keeps them, brings them back, and rotates the keys. */
export const sampleKeeping = {
  archive: {
    command: 'archive',
    dryRun: true,
    result: {
      movedBy: 'copy',
      oldSets: 3,
      small: 2,
      moved: { blobs: 12, bytes: 40_000_000 },
      tagged: none,
      waiting: none,
      waitsFor: [],
      unreadable: [],
    },
  },
  thaw: {
    command: 'thaw',
    result: {
      run: 'r',
      ...name,
      blobs: 12,
      archived: [{ storageClass: 'GLACIER', blobs: 9, bytes: 40_000_000, frozen: 9, thawing: 0 }],
      readable: false,
      takes: 'that takes 3 to 5 hours',
    },
  },
  hold: { command: 'hold', held: { hold, objects: 8 } },
  release: { command: 'release', set, released: { holds: [hold], objects: 4 } },
  undelete: {
    command: 'undelete',
    dryRun: false,
    result: {
      repository: 's3://acme-backups/prod',
      objects: [
        { key: 'blobs/ab/abc', how: 'deleted', lockedUntil: '2026-12-24T00:00:00.000Z' },
        { key: `sets/orders-nightly/${set}/manifest.json`, how: 'overwritten', error: 'access denied' },
      ],
    },
  },
  'key-rotate': {
    command: 'key-rotate',
    rotation: {
      generation: { generation: 2, publicKey: 'k', created, removed: [{ slot: '3f9a12c4', kind: 'key' }] },
      slots: [{ slot: '00112233', kind: 'key', label: 'since | the leak', created, by: 'me' }],
      reach: [
        {
          generation: 1,
          publicKey: 'k',
          created,
          removed: [],
          sets: [{ plan: name.plan, sets: 14, newest: set }],
          passwords: ['billing'],
        },
        {
          generation: 2,
          publicKey: 'k',
          created,
          removed: [{ slot: '3f9a12c4', kind: 'key' }],
          sets: [],
          passwords: [],
        },
      ],
      underWay: [],
      warnings: [],
    },
  },
} as const satisfies Readonly<Record<string, Done>>;
