import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Value } from '../../provider/values/value.ts';
import { type Hidden, passThrough } from './lifeCycle.ts';
import { withPlans } from './planScene.ts';
import { noState, type Written } from './terraformClient.ts';

test('whatever is configured, unknown, null or empty, Terraform finds nothing to complain about', async () => {
  await withPlans(async ({ plans }) => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(configuration, configuration, unknowns, async (first, second, hidden) => {
        const id = `plan-${++count}`;
        const made = await passThrough(plans, { ...first, id }, hidden, noState);
        const changed = await passThrough(plans, { ...second, id }, hidden, made);
        const { planned } = await plans.plan(null, changed);
        const { state, said } = await plans.apply(null, planned, changed);
        expect({ state: state.value, said }).toEqual({ state: null, said: [] });
        expect((await plans.read(changed)).state.value).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

const hideable = [
  ...['name', 'source', 'host', 'port', 'database', 'user', 'password_wo', 'password_wo_version', 'password', 'env'],
  ...['ssl', 'mode', 'root_certificate', 'client_certificate', 'client_key', 'region', 'rds_iam', 'objects', 'include'],
  ...['include[]', 'exclude', 'exclude[]', 'structure_only', 'concurrency', 'rate_limit', 'max_age', 'cross_border'],
  ...['schedule', 'days', 'days[]', 'start_at', 'cron', 'once', 'time_zone'],
  ...['retention', 'keep_days', 'keep_monthly', 'delete_sets_on_destroy'],
  ...[
    'hooks',
    'before',
    'before[]',
    'after',
    'time_limit',
    'notifications',
    'notifications[]',
    'webhook',
    'format',
    'on',
  ],
  ...['drill', 'assertions', 'assertions[]', 'sql'],
  ...['copies', 'copies[]', 'repository', 'key', 'passphrase', 'kms_key', 'credentials', 'access_key_id'],
  ...['lock', 'mode'],
  ...['ping', 'allowed', 'reason', 'paused', 'precheck', 'initial_backup', 'timeouts', 'create'],
];
const unknowns: fc.Arbitrary<Hidden> = fc.subarray(hideable, { maxLength: 6 }).map((names) => new Set(names));

/** Left out, null, or given. */
function maybe<T extends Value>(given: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: given });
}

const words = fc.constantFrom('a', 'Orders, every night', 'ä ß 漢', '%{if}', '0', 'null');
const patterns = fc.array(fc.constantFrom('public.*', '*.tmp_*', '"we.ird"."x"', 'a.b', '*.*'), { maxLength: 3 });
const place = fc.oneof(fc.record({ env: fc.constant('A_NAME') }), fc.record({ file: fc.constant('/run/secret') }));

const password = fc.oneof(
  place,
  fc.record({ aws_secret: words, key: maybe(words), region: maybe(fc.constant('eu-central-1')) }),
  fc.record({ ssm_parameter: words, region: maybe(fc.constant('eu-central-1')) }),
);

/** A password of one kind, or none. */
const secret = fc.oneof(
  fc.constant({}),
  fc.record({ password }),
  fc.record({ password_wo: words, password_wo_version: fc.integer({ min: 0, max: 3 }) }),
);

const clientPair = fc.oneof(fc.constant({}), fc.record({ client_certificate: place, client_key: place }));
const ssl = fc
  .tuple(
    fc.record({ mode: maybe(fc.constantFrom('prefer', 'verify-full')), root_certificate: maybe(place) }),
    clientPair,
  )
  .map(([more, pair]) => ({ ...more, ...pair }));

const source = fc
  .tuple(
    fc.record({
      host: fc.constantFrom('db.example.com', '/var/run/postgresql', '10.0.0.1'),
      port: maybe(fc.constantFrom(5432, 1, 65535)),
      database: words,
      user: words,
      ssl: maybe(ssl),
      region: maybe(words),
    }),
    secret,
  )
  .map(([more, given]) => ({ ...more, ...given }));

const zone = maybe(fc.constantFrom('Europe/Berlin', 'UTC'));
const schedule = fc.oneof(
  fc.record({
    days: maybe(fc.constantFrom(['mon', 'wed'], ['sun'])),
    start_at: fc.constantFrom(['01:00'], ['13:30', '02:00']),
    time_zone: zone,
  }),
  fc.record({ cron: fc.constantFrom('7 * * * *', '30 2 1 * *'), time_zone: zone }),
  fc.record({ once: fc.constant('2026-12-01T01:00:00+01:00') }),
);

const address = fc.oneof(place, fc.record({ aws_secret: words, key: maybe(words) }));
const commands = fc.array(fc.constantFrom(['true'], ['sh', '-c', 'exit 0', '']), { maxLength: 2 });
const hooks = fc.record({ before: maybe(commands), after: maybe(commands), time_limit: maybe(fc.constant('1h')) });
const notification = fc.record({
  webhook: address,
  format: maybe(fc.constantFrom('json', 'slack')),
  on: maybe(fc.constantFrom(['success'], ['missed', 'failure'])),
});

const drill = fc.record({
  assertions: fc.constantFrom(
    [{ name: 'a', sql: 'SELECT true' }],
    [
      { name: 'a', sql: 'SELECT true' },
      { name: 'b', sql: "SELECT '%{if}' <> ''" },
    ],
  ),
});

const days = fc.constantFrom(1, 30, 36_500);

const copy = fc
  .tuple(
    fc.record({
      repository: fc.constantFrom('./copies', 's3://acme-copies/orders?region=eu-west-1', '/mnt/copies'),
      retention: maybe(fc.record({ keep_days: maybe(days) })),
      credentials: maybe(fc.record({ access_key_id: place, secret_access_key: address })),
    }),
    fc.oneof(
      fc.constant({}),
      fc.record({ key: address }),
      fc.record({ passphrase: place }),
      fc.record({ kms_key: fc.constant('alias/copies') }),
    ),
  )
  .map(([more, opener]) => ({ ...more, ...opener }));
const copies = fc.uniqueArray(copy, { maxLength: 2, selector: ({ repository }) => repository });

const configuration: fc.Arbitrary<Written> = fc.record({
  name: maybe(words),
  source,
  objects: maybe(
    fc.record({
      include: maybe(patterns.filter(({ length }) => length > 0)),
      exclude: maybe(patterns),
      structure_only: maybe(patterns),
    }),
  ),
  concurrency: maybe(fc.oneof(fc.integer({ min: 1, max: 64 }).map(String), fc.constant('auto'))),
  rate_limit: maybe(fc.constantFrom('50MB/s', '50000kB/s', '1.5MiB/s', '7B/s')),
  schedule: maybe(schedule),
  max_age: maybe(fc.constantFrom('26h', '8d')),
  retention: maybe(
    fc.record({ keep_days: maybe(days), keep_last: maybe(days), keep_monthly: maybe(days), keep_yearly: maybe(days) }),
  ),
  lock: maybe(fc.record({ mode: fc.constantFrom('GOVERNANCE', 'COMPLIANCE'), days: fc.constantFrom(1, 30, 3_650) })),
  copies: maybe(copies),
  delete_sets_on_destroy: maybe(fc.constant(false)),
  cross_border: maybe(fc.record({ allowed: fc.boolean(), reason: words })),
  hooks: maybe(hooks),
  drill: maybe(drill),
  notifications: maybe(fc.array(notification, { maxLength: 2 })),
  ping: maybe(address),
  paused: maybe(fc.boolean()),
  precheck: maybe(fc.constant(false)),
  initial_backup: maybe(fc.constant(false)),
  timeouts: maybe(fc.record({ create: maybe(fc.constantFrom('90s', '1h30m')) })),
});
