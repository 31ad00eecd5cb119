import type { Done, Report } from '../../action/report.ts';
import type { BackupResult, DrillReport } from '../../engine/index.ts';
import { sampleManifest } from '../repository/sampleManifest.ts';
import { sampleCopies } from './sampleCopies.ts';
import { sampleCost } from './sampleCost.ts';
import { sampleKeeping } from './sampleKeeping.ts';

/** Names that a page would make something else of. */
export const evilNames = [
  'a|b',
  '`ticks`',
  '<img src=x onerror=alert(1)>',
  '</code></details></table><script>alert(1)</script>',
  'line\nend\r\n# heading',
  '@octocat #1 GH-2 :tada: https://example.com www.example.com a@example.com',
  '[link](https://example.com) ![picture](https://example.com/x.png)',
  '**bold** _em_ ~~del~~ $x$ $$y$$',
  '&lt;entity&amp;#124;',
  '- item',
  '1. item',
  '\u202egnol',
  '|---|---|',
  '\\|',
  '::error::not a command',
  '|'.repeat(63),
];

const times = { startedAt: '2026-11-25T01:23:00.000Z', finishedAt: '2026-11-25T01:25:05.000Z' };
const about = { repository: 's3://acme-backups/prod?region=eu-central-1', ...times, failures: [], warnings: [] };

export function reportOf(done: Done, more: Partial<Report> = {}): Report {
  const command = done.command === 'restore-shard' ? 'restore' : done.command;
  return { command, status: 'succeeded', ...about, done, ...more };
}

function made(
  plan: string,
  set: string,
  totals: Partial<BackupResult['set']['totals']>,
  { reading, ...more }: Partial<BackupResult> & Pick<BackupResult['set'], 'reading'> = {},
) {
  const manifest = { ...sampleManifest, plan, set, reading, totals: { ...sampleManifest.totals, ...totals } };
  return { plan, outcome: 'succeeded', result: { set: manifest, run: set, ...more } } as const;
}

export const [orders, billing] = ['20261125T012305Z-4kq7mz', '20261125T012412Z-9xw2ab'] as const;
const lock = {
  code: 'lock',
  message: 'table public.audit_log: ACCESS SHARE was not granted in 5 min; ALTER TABLE of pid 4711 holds it',
  hint: 'wait for that statement to end, or cancel it: SELECT pg_cancel_backend(4711)',
} as const;

const drillReport: DrillReport = {
  format: 1,
  run: '20261122T050012Z-pp2xyz',
  plan: 'orders-nightly',
  set: orders,
  snapshotAt: times.startedAt,
  ...times,
  host: 'runner',
  tool: '0.1.0',
  outcome: 'passed',
  server: { kind: 'named', version: '18.4' },
  proved: { tables: 24, rows: 51_204_311, bytes: 12_400_000_000 },
  assertions: [{ name: 'there are orders', passed: true, seconds: 0.2 }],
  recoverySeconds: 512.3,
  seconds: 530,
  warnings: [],
};

const lacking = { name: 'nothing | is `old`', passed: false, seconds: 0.1, reason: 'it gave false' };
const doesNotHold = {
  code: 'verification',
  message: '1 of 2 assertions do not hold in the restored database: "nothing | is `old`": it gave false',
  hint: 'the set is restored and proved: is what it holds what it should be, or is the assertion wrong?',
} as const;

/** One for each command, as it may come to be. */
export const sampleReports: Readonly<Record<string, Report>> = {
  'run-due': reportOf(
    {
      command: 'run-due',
      backups: [
        {
          ...made(
            'orders-nightly',
            orders,
            { tables: 24, rows: 51_204_311, bytes: 12_400_000_000, storedBytes: 2_310_000_000, newBytes: 181_000_000 },
            {
              reading: {
                base: '20261124T012302Z-t2mm7p',
                fullAt: '2026-11-01T01:23:09.000Z',
                read: 198_000_000,
                reused: 12_202_000_000,
                audited: 2,
                bytesPerSecond: 210_000_000,
                reasons: [
                  { reason: 'blocks of it were changed', ranges: 6, bytes: 148_000_000 },
                  { reason: 'it is a sample of what is unchanged', ranges: 2, bytes: 50_000_000 },
                ],
              },
              pruned: {
                sets: [{ plan: 'orders-nightly', set: '20261026T012301Z-aaaaaa' }],
                blobs: 12,
                bytes: 44_000_000,
                waiting: { blobs: 0, bytes: 0 },
              },
            },
          ),
          start: '2026-11-25T01:00:00.000Z',
          attempt: 1,
        },
        {
          ...made('billing', billing, {
            tables: 7,
            rows: 12_000,
            bytes: 3_100_000,
            storedBytes: 900_000,
            newBytes: 900_000,
          }),
          start: '2026-11-25T01:00:00.000Z',
          attempt: 2,
        },
        { plan: 'crm', outcome: 'failed', error: lock, start: '2026-11-25T01:00:00.000Z', attempt: 1 },
        { plan: 'wiki', outcome: 'notStarted', start: '2026-11-25T01:10:00.000Z', attempt: 1 },
      ],
      drills: [
        {
          plan: 'orders-nightly',
          outcome: 'succeeded',
          report: drillReport,
          start: '2026-11-22T05:00:00.000Z',
          attempt: 1,
        },
      ],
      lapses: [
        {
          plan: 'metrics',
          kind: 'backup',
          outcome: 'missed',
          start: '2026-11-24T22:00:00.000Z',
          until: '2026-11-25T00:00:00.000Z',
          count: 3,
          reason: 'nothing ran it before the next start',
        },
      ],
    },
    {
      status: 'failed',
      failures: [{ ...lock, message: `crm: ${lock.message}` }],
      warnings: ['orders-nightly: 3 subscriptions cannot be read by this role: they are left out'],
    },
  ),
  backup: reportOf({
    command: 'backup',
    backups: [
      made('orders-nightly', orders, {
        tables: 24,
        rows: 51_204_311,
        bytes: 12_400_000_000,
        storedBytes: 2_310_000_000,
        newBytes: 181_000_000,
      }),
    ],
  }),
  precheck: reportOf(
    {
      command: 'precheck',
      reports: [
        {
          plan: 'orders-nightly',
          passed: false,
          checks: [
            { name: 'connection', status: 'pass', message: 'PostgreSQL 18.4 at db.example.com:5432' },
            {
              name: 'select privileges',
              status: 'fail',
              message: 'backup cannot read 2 tables: public.audit_log, billing.invoice',
              remedy:
                'GRANT SELECT ON public.audit_log, billing.invoice TO backup;\nGRANT USAGE ON SCHEMA billing TO backup;',
            },
            {
              name: 'encryption',
              status: 'warn',
              message: 'the connection is not encrypted',
              remedy: 'ssl: { mode: verify-full }',
            },
          ],
        },
        { plan: 'billing', passed: true, checks: [{ name: 'connection', status: 'pass', message: 'PostgreSQL 17.1' }] },
      ],
    },
    {
      status: 'failed',
      failures: [
        {
          code: 'precheck',
          message: 'orders-nightly: 1 of 3 checks failed: select privileges',
          hint: 'do what is said at each of them, then check again',
        },
      ],
    },
  ),
  restore: reportOf({
    command: 'restore',
    dryRun: false,
    set: sampleManifest,
    preview: {
      items: [
        { kind: 'SCHEMA', schema: '', name: 'billing', action: 'create' },
        { kind: 'TABLE', schema: 'public', name: 'orders', action: 'create', rows: 51_000_000, bytes: 9_800_000_000 },
        {
          kind: 'TABLE',
          schema: 'public',
          name: 'order items',
          action: 'replace',
          rows: 190_000,
          bytes: 2_100_000_000,
        },
        { kind: 'TABLE', schema: 'billing', name: 'invoice', action: 'keep', reason: 'it is in the target' },
        {
          kind: 'TABLE',
          schema: 'billing',
          name: 'rate',
          action: 'rename',
          restoredAs: { schema: 'billing', name: 'rate_restored' },
        },
        { kind: 'FUNCTION', schema: 'public', name: 'total()', action: 'create' },
        { kind: 'LARGE OBJECTS', schema: '', name: '', action: 'create', count: 311 },
      ],
      problems: [],
      warnings: [],
      rows: 51_190_000,
      bytes: 11_900_000_000,
      reading: { bytes: 1_400_000_000, blobs: 712 },
    },
    proved: 2,
    provedRows: 51_190_000,
    lost: [],
    proof: true,
    run: 'r',
  }),
  drill: reportOf(
    {
      command: 'drill',
      drills: [
        {
          plan: 'orders-nightly',
          outcome: 'failed',
          error: doesNotHold,
          report: {
            ...drillReport,
            outcome: 'failed',
            assertions: [...drillReport.assertions, lacking],
            error: doesNotHold,
          },
        },
      ],
    },
    { status: 'failed', failures: [{ ...doesNotHold, message: `orders-nightly: ${doesNotHold.message}` }] },
  ),
  verify: reportOf(
    {
      command: 'verify',
      result: {
        run: 'r',
        intact: false,
        sets: [
          { plan: 'orders-nightly', set: orders, intact: true },
          { plan: 'billing', set: billing, intact: false },
        ],
        sample: 100,
        ...{ blobs: 812, blobsInAll: 812 },
        bytes: 2_300_000_000,
        archived: 0,
        findings: [
          {
            kind: 'altered',
            key: 'blobs/ab/ab12',
            message: 'blobs/ab/ab12 was altered: its seal does not fit',
            affects: [
              {
                plan: 'billing',
                set: billing,
                whole: false,
                tables: [],
                largeObjects: false,
                message: `set ${billing} of plan billing: public.invoice cannot be restored; 6 other tables can`,
              },
            ],
          },
        ],
      },
    },
    {
      status: 'failed',
      failures: [
        {
          code: 'verification',
          message: '1 object damaged; 1 of 2 sets concerned',
          hint: 'put back what another repository has of them: pgstow repair --from URL; a backup that reads all (pgstow backup PLAN --full) stores again what the database still holds; what is not named can be restored',
        },
      ],
    },
  ),
  copy: reportOf({ command: 'copy', plans: [{ plan: 'orders-nightly', copies: sampleCopies, error: lock }] }),
  repair: reportOf({
    command: 'repair',
    result: {
      run: '20261125T030000Z-rp3xyz',
      intact: false,
      sets: [{ plan: 'billing', set: billing, intact: false }],
      blobs: 12,
      bytes: 40_000_000,
      archived: 0,
      repaired: [`sets/billing/${billing}/definitions.dump`],
      findings: [
        { kind: 'missing', key: 'blobs/ab/abc', message: 'blobs/ab/abc is missing', affects: [] },
        ...evilNames.map((key) => ({ kind: 'altered', key, message: key, affects: [] }) as const),
      ],
      reasons: ['s3://acme-copies: blobs/ab/abc is archived', ...evilNames],
    },
  }),
  prune: reportOf({
    command: 'prune',
    dryRun: true,
    result: {
      sets: [
        {
          plan: 'orders-nightly',
          set: orders,
          snapshotAt: times.startedAt,
          stays: true,
          reasons: ['newest', 'within 14 days'],
        },
        {
          plan: 'orders-nightly',
          set: '20261001T012301Z-aaaaaa',
          snapshotAt: '2026-10-01T01:23:01.000Z',
          stays: false,
          reasons: ['kept by no rule'],
        },
      ],
      blobs: 112,
      bytes: 310_000_000,
      waiting: { blobs: 0, bytes: 0 },
      waitsFor: [],
      unreadable: [],
    },
  }),
  archive: reportOf(sampleKeeping.archive),
  thaw: reportOf(sampleKeeping.thaw),
  hold: reportOf(sampleKeeping.hold),
  release: reportOf(sampleKeeping.release),
  undelete: reportOf(sampleKeeping.undelete),
  'key-rotate': reportOf(sampleKeeping['key-rotate']),
  cost: reportOf(sampleCost),
  health: reportOf(
    {
      command: 'health',
      report: {
        plans: [
          {
            plan: 'orders-nightly',
            name: 'Orders',
            health: 'fine',
            maxAge: '30h',
            newest: { set: orders, snapshotAt: times.startedAt, age: 7_300 },
            verified: { run: 'r', at: times.startedAt },
          },
          {
            plan: 'crm',
            name: 'CRM',
            health: 'late',
            maxAge: '26h',
            newest: { set: billing, snapshotAt: '2026-11-20T01:00:00.000Z', age: 440_000 },
            reason: 'its newest set is 5 d 02 h old',
            remedy: 'look at pgstow runs crm',
          },
        ],
        lookedInside: true,
        warnings: [],
      },
    },
    {
      status: 'failed',
      failures: [
        { code: 'precheck', message: 'crm is late: its newest set is 5 d 02 h old', hint: 'look at pgstow runs crm' },
      ],
    },
  ),
  'plan-apply': reportOf({
    command: 'plan-apply',
    plans: [
      { outcome: 'changed', id: 'orders-nightly', name: 'Orders, every night', revision: 7 },
      { outcome: 'unchanged', id: 'billing', name: 'Billing', revision: 2 },
    ],
  }),
  matrix: reportOf({ command: 'matrix', matrix: { include: [{ plan: 'orders-nightly' }, { plan: 'billing crm' }] } }),
};
