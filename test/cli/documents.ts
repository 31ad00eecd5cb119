import { z } from 'zod';
import { archiveDocument, thawDocument } from './archiveDocuments.ts';
import { costDocument } from './costDocument.ts';
import { copied, copyHealth, count, error, id, instant, manifest } from './documentParts.ts';
import { keyDocuments, newKey } from './keyDocuments.ts';
import { pinDocuments, pins } from './pinDocuments.ts';
import { planDocuments } from './planDocuments.ts';
import { restoreDocument } from './restoreDocument.ts';
import { run } from './runDocument.ts';
import { drillReport, lastDrill, setDocuments } from './setDocuments.ts';

/** The documents of `--json`, as docs/json.md promises them: whoever changes one breaks somebody's script. */

const lapse = {
  kind: z.enum(['backup', 'drill']),
  outcome: z.enum(['skipped', 'missed']),
  start: instant,
  until: instant,
  count,
  reason: z.string(),
};
const startOfPlan = { plan: z.string(), start: instant, attempt: count };
const startNotMade = [
  z.strictObject({ ...startOfPlan, outcome: z.enum(['failed', 'interrupted', 'skipped']), error }),
  z.strictObject({ ...startOfPlan, outcome: z.literal('notStarted') }),
] as const;
const standingOf = (kind: 'backup' | 'drill') =>
  z.strictObject({
    plan: z.string(),
    kind: z.literal(kind),
    now: z.discriminatedUnion('state', [
      z.strictObject({ state: z.literal('idle') }),
      z.strictObject({ state: z.literal('due'), start: instant, attempt: count }),
      z.strictObject({ state: z.literal('waiting'), start: instant, attempt: count, until: instant }),
      z.strictObject({ state: z.literal('running'), run: id, start: instant.optional() }),
    ]),
    lapses: z.array(z.strictObject({ ...lapse, run: id.optional() })),
    next: instant.optional(),
  });
const endsByPlan = z.record(
  z.string(),
  z.partialRecord(z.enum(['succeeded', 'failed', 'interrupted', 'skipped', 'missed']), count),
);
const setName = { plan: z.string(), set: id };
const amount = { blobs: count, bytes: count };

const agedSet = z.strictObject({ set: id, snapshotAt: instant, age: count });
const lockHealth = z.strictObject({
  health: z.enum(['fine', 'short', 'none']),
  until: instant.optional(),
  reason: z.string().optional(),
});

export const documents = {
  failure: z.strictObject({ error }),
  init: z.strictObject({
    repository: z.strictObject({
      url: z.string(),
      format: z.union([z.literal(1), z.literal(2)]),
      id: z.uuid(),
      created: instant,
      region: z.string().optional(),
      encryption: z.union([
        z.literal('none'),
        z.strictObject({
          cipher: z.literal('AES-256-GCM'),
          publicKey: z.base64(),
          blobKeys: z.strictObject({ of: z.uuid(), sealed: z.base64() }).optional(),
        }),
      ]),
    }),
    key: newKey.optional(),
  }),
  ...keyDocuments,
  ...planDocuments,
  'test-connection': z.strictObject({
    plan: z.string(),
    connection: z.discriminatedUnion('passed', [
      z.strictObject({
        passed: z.literal(true),
        address: z.string(),
        serverVersion: z.string(),
        role: z.string(),
        superuser: z.boolean(),
        tls: z.strictObject({ version: z.string(), cipher: z.string() }).nullable(),
        standby: z.boolean(),
        milliseconds: count,
      }),
      z.strictObject({
        passed: z.literal(false),
        address: z.string(),
        reason: z.string(),
        remedy: z.string(),
        retryable: z.boolean(),
      }),
    ]),
  }),
  'test-notifications': z.strictObject({
    plan: z.string(),
    notifications: z.array(
      z.strictObject({
        field: z.string(),
        arrived: z.boolean(),
        reason: z.string().optional(),
        remedy: z.string().optional(),
      }),
    ),
  }),
  grants: z.strictObject({ plan: z.string(), for: z.enum(['backup', 'restore']), sql: z.string() }),
  precheck: z.strictObject({
    passed: z.boolean(),
    prechecks: z.array(
      z.strictObject({
        plan: z.string(),
        set: id.optional(),
        passed: z.boolean(),
        checks: z.array(
          z.strictObject({
            name: z.string(),
            status: z.enum(['pass', 'warn', 'fail']),
            message: z.string(),
            remedy: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
  backup: z.strictObject({
    backups: z.array(
      z.discriminatedUnion('outcome', [
        z.strictObject({
          plan: z.string(),
          outcome: z.literal('succeeded'),
          run: id,
          set: manifest,
          copies: z.array(copied).optional(),
          archived: z.looseObject({}).optional(),
        }),
        z.strictObject({ plan: z.string(), outcome: z.enum(['failed', 'interrupted', 'skipped']), error }),
        z.strictObject({ plan: z.string(), outcome: z.literal('notStarted') }),
      ]),
    ),
  }),
  copy: z.strictObject({ run: id, plan: z.string(), copies: z.array(copied) }),
  sets: z.strictObject({
    sets: z.array(
      z.discriminatedUnion('state', [
        z.strictObject({
          state: z.literal('complete'),
          plan: z.string(),
          set: id,
          manifest,
          pins,
          lockedUntil: instant.optional(),
          archivedIn: z.array(z.string()).optional(),
        }),
        z.strictObject({
          state: z.literal('damaged'),
          plan: z.string(),
          set: id,
          error,
          pins,
          lockedUntil: instant.optional(),
          archivedIn: z.array(z.string()).optional(),
        }),
      ]),
    ),
  }),
  show: z.strictObject({
    set: manifest,
    pins,
    archived: z.array(
      z.strictObject({ storageClass: z.string(), blobs: count, bytes: count, takes: z.string().optional() }),
    ),
    lock: z
      .strictObject({
        mode: z.enum(['GOVERNANCE', 'COMPLIANCE']),
        until: instant,
        ended: z.literal(true).optional(),
      })
      .optional(),
    drills: z.array(
      z.strictObject({ state: z.literal('complete'), run: id, signed: z.boolean(), report: drillReport }),
    ),
    tables: z.array(
      z.looseObject({
        schema: z.string(),
        name: z.string(),
        rows: count,
        bytes: count,
        hash: z.string(),
        columns: z.array(z.string()),
      }),
    ),
  }),
  range: z.strictObject({
    plan: z.string(),
    range: z.strictObject({ earliest: instant, latest: instant, sets: count }).nullable(),
  }),
  ...setDocuments,
  restore: restoreDocument,
  health: z.strictObject({
    plans: z.array(
      z.strictObject({
        plan: z.string(),
        name: z.string(),
        health: z.enum(['fine', 'late', 'no set', 'paused', 'damaged']),
        maxAge: z.string().optional(),
        newest: agedSet.optional(),
        archivedIn: z.array(z.string()).optional(),
        readable: agedSet.optional(),
        archivedSets: count.optional(),
        lock: lockHealth.optional(),
        verified: z.strictObject({ run: id, at: instant }).optional(),
        drill: lastDrill.optional(),
        drillLate: z.literal(true).optional(),
        copies: z.array(copyHealth).optional(),
        reason: z.string().optional(),
        remedy: z.string().optional(),
      }),
    ),
    lookedInside: z.boolean(),
    archiving: z
      .strictObject({
        archiving: id,
        since: instant,
        waitsFor: z.enum(['rule', 'runs']),
        reason: z.string(),
        remedy: z.string(),
      })
      .optional(),
    warnings: z.array(z.string()),
  }),
  cost: costDocument,
  due: z.strictObject({
    plans: z.array(standingOf('backup')),
    drills: z.array(standingOf('drill')),
    error: error.optional(),
  }),
  matrix: z.strictObject({ include: z.array(z.strictObject({ plan: z.string() })) }),
  'run-due': z.strictObject({
    backups: z.array(
      z.discriminatedUnion('outcome', [
        z.strictObject({ ...startOfPlan, outcome: z.literal('succeeded'), run: id, set: manifest }),
        ...startNotMade,
      ]),
    ),
    drills: z.array(
      z.discriminatedUnion('outcome', [
        z.strictObject({ ...startOfPlan, outcome: z.literal('succeeded'), run: id, report: drillReport }),
        ...startNotMade,
      ]),
    ),
    lapses: z.array(z.strictObject({ plan: z.string(), ...lapse })),
  }),
  scheduler: z.strictObject({
    scheduler: z.strictObject({
      since: instant,
      looks: count,
      starts: endsByPlan,
      drills: endsByPlan,
    }),
  }),
  metrics: z.strictObject({
    plans: z.array(
      z.strictObject({
        plan: z.string(),
        paused: z.boolean(),
        late: z.boolean(),
        maxAge: count.optional(),
        running: z.boolean(),
        sets: count,
        archivedSets: count,
        pinnedSets: count,
        locks: z.strictObject({ sets: count, firstEnd: instant }).optional(),
        lock: lockHealth.optional(),
        newest: z
          .strictObject({
            set: id,
            snapshotAt: instant,
            age: count,
            archived: z.boolean(),
            made: z
              .strictObject({ bytes: count, newBytes: count, rows: count, duration: z.number().min(0) })
              .optional(),
          })
          .optional(),
        drill: z.strictObject({ passedAt: instant, recoverySeconds: z.number() }).optional(),
        drillLate: z.boolean().optional(),
        drillFailed: z.boolean().optional(),
        drilling: z.boolean(),
        copies: z.array(copyHealth).optional(),
        next: instant.optional(),
        nextDrill: instant.optional(),
      }),
    ),
    damaged: z.array(z.strictObject({ plan: z.string(), message: z.string() })).optional(),
  }),
  render: z.strictObject({
    kind: z.enum(['github', 'kubernetes']),
    warnings: z.array(z.string()),
    text: z.string().optional(),
    file: z.string().optional(),
  }),
  ...pinDocuments,
  prune: z.strictObject({
    run: id.optional(),
    dryRun: z.boolean(),
    sets: z.array(
      z.strictObject({
        ...setName,
        snapshotAt: instant.optional(),
        stays: z.boolean(),
        reasons: z.array(z.string()).min(1),
        staysUntil: instant.optional(),
      }),
    ),
    ...amount,
    waiting: z.strictObject(amount),
    waitsFor: z.array(z.strictObject({ run: id, plan: z.string(), message: z.string() })),
    unreadable: z.array(z.strictObject({ ...setName, error })),
    locked: z.strictObject({ ...amount, until: instant.optional() }).optional(),
  }),
  archive: archiveDocument,
  thaw: thawDocument,
  verify: z.strictObject({
    run: id,
    intact: z.boolean(),
    sets: z.array(z.strictObject({ plan: z.string(), set: id, intact: z.boolean() })),
    sample: z.number(),
    blobs: count,
    blobsInAll: count,
    bytes: count,
    archived: count,
    findings: z.array(
      z.looseObject({ kind: z.string(), key: z.string(), message: z.string(), affects: z.array(z.looseObject({})) }),
    ),
  }),
  repair: z.strictObject({
    run: id,
    intact: z.boolean(),
    sets: z.array(z.strictObject({ plan: z.string(), set: id, intact: z.boolean() })),
    blobs: count,
    bytes: count,
    archived: count,
    repaired: z.array(z.string()),
    findings: z.array(
      z.looseObject({ kind: z.string(), key: z.string(), message: z.string(), affects: z.array(z.looseObject({})) }),
    ),
    reasons: z.array(z.string()),
  }),
  runs: z.strictObject({
    runs: z.array(
      z.union([run, z.strictObject({ state: z.literal('damaged'), run: id, plan: z.string().optional(), error })]),
    ),
  }),
  'run show': z.strictObject({ run }),
  completion: z.strictObject({ shell: z.enum(['bash', 'zsh', 'fish']), script: z.string() }),
} as const;
