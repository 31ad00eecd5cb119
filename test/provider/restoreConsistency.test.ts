import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generateKey } from '../../engine/index.ts';
import { repositoryResource } from '../../provider/resources/repository.ts';
import { restoreResource } from '../../provider/resources/restore.ts';
import type { Value } from '../../provider/values/value.ts';
import { type Hidden, passPlans, passThrough } from './lifeCycle.ts';
import { withPlans } from './planScene.ts';
import { restoreInto, withSet } from './restoreScene.ts';
import { noState, ResourceClient, type State, type Written } from './terraformClient.ts';

test('whatever restore is configured, unknown, null or empty, its plans break no rule of Terraform', async () => {
  await withPlans(async ({ client }) => {
    const restores = new ResourceClient(client, restoreResource);
    await fc.assert(
      fc.asyncProperty(restore, change, unknowns, async (first, { other, names, isHidden }, hidden) => {
        const { planned } = await passPlans(restores, first, hidden, noState);
        const second = { ...first, ...Object.fromEntries(names.map((name) => [name, other[name] ?? null])) };
        if (second.set && second.to) return;
        await passPlans(restores, second, isHidden ? new Set(names) : hidden, asIfRestored(planned));
      }),
      { numRuns: 150 },
    );
  });
});

test('a restore that is carried out, changed, replaced and destroyed breaks no rule of Terraform', async (context) => {
  await withSet(context, async ({ restores, target }) => {
    const into = restoreInto(target);
    await fc.assert(
      fc.asyncProperty(feasible, feasible, unknowns, async (first, second, hidden) => {
        const made = await passThrough(restores, { ...first, ...into }, hidden, noState);
        const changed = await passThrough(restores, { ...second, ...into }, hidden, made);
        const { planned } = await restores.plan(null, changed);
        expect((await restores.apply(null, planned, changed)).state.value).toBeNull();
      }),
      { numRuns: 3 },
    );
  });
});

test('whatever repository is configured, unknown or null, Terraform finds nothing to complain about', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-provider-test-'));
  const key = generateKey();
  try {
    await withPlans(async ({ client }) => {
      const repositories = new ResourceClient(client, repositoryResource);
      let count = 0;
      await fc.assert(
        fc.asyncProperty(repository(key), fc.integer({ min: 1, max: 3 }), unknowns, async (config, version, hidden) => {
          const url = join(folder, `${++count}`);
          const made = await passThrough(repositories, { ...config, url }, new Set(), noState);
          if (config.encrypted === false) return;
          await passThrough(repositories, { ...config, url, key_wo_version: version }, withoutReplacing(hidden), made);
        }),
        { numRuns: 15 },
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** A plan as a state, with something for what only a restore would tell. */
function asIfRestored({ value, private: kept }: State): State {
  const told = { set: value?.set, run: 'a-run', snapshot_at: '2026-11-22T21:30:00Z', proved_tables: 1, proved_rows: 3 };
  const set = typeof told.set === 'string' ? told.set : '20261122T213000Z-aaaaaa';
  return { value: { ...value, ...told, set }, private: kept };
}

const hideable = [
  ...[
    'plan',
    'set',
    'to',
    'target',
    'host',
    'port',
    'database',
    'user',
    'password_wo',
    'password',
    'env',
    'ssl',
    'mode',
  ],
  ...['tables', 'tables[]', 'schemas', 'schemas[]', 'conflict', 'owner', 'acl', 'map_role', 'create_database', 'jobs'],
  ...['rename_format', 'keep_foreign_keys', 'into_schema', 'map_schema'],
  ...[
    'proof',
    'name',
    'drop_on_destroy',
    'timeouts',
    'create',
    'url',
    'region',
    'encrypted',
    'key_wo',
    'key_wo_version',
  ],
];
const unknowns: fc.Arbitrary<Hidden> = fc.subarray(hideable, { maxLength: 6 }).map((names) => new Set(names));

/** Another one of these would be another repository, and the first is where it is to be. */
function withoutReplacing(hidden: Hidden): Hidden {
  return new Set([...hidden].filter((name) => !['url', 'region', 'encrypted'].includes(name)));
}

/** Left out, null, or given. */
function maybe<T extends Value>(given: fc.Arbitrary<T>): fc.Arbitrary<T | null> {
  return fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: given });
}

const words = fc.constantFrom('a', 'Orders, every night', 'ä ß 漢', '%{if}', '0', 'null');
const patterns = fc.array(fc.constantFrom('public.*', '"we.ird"."x"', '*.*'), { maxLength: 3 });
const password = fc.oneof(
  fc.constant({}),
  fc.record({ password: fc.constantFrom<Written[]>({ env: 'A_NAME' }, { file: '/run/secret' }) }),
  fc.record({ password_wo: words }),
);

const target = fc
  .tuple(
    fc.record({
      host: fc.constantFrom('db.example.com', '/var/run/postgresql'),
      port: maybe(fc.constantFrom(5432, 65535)),
      database: words,
      user: words,
      ssl: maybe(fc.record({ mode: maybe(fc.constantFrom('prefer', 'verify-full')) })),
    }),
    password,
  )
  .map(([more, given]) => ({ ...more, ...given }));

const which = fc.oneof(
  fc.constant({}),
  fc.record({ set: fc.constant('20261122T213000Z-bbbbbb') }),
  fc.record({ to: fc.constantFrom('2026-11-22T21:30:00Z', '2026-11-22T21:30:00.5+01:00') }),
);

const carriedOut = {
  jobs: maybe(fc.constantFrom(1, 4, 64)),
  proof: maybe(fc.boolean()),
  name: maybe(words),
  timeouts: maybe(fc.record({ create: maybe(fc.constantFrom('90s', '1h30m')) })),
};

const restore: fc.Arbitrary<Written> = fc
  .tuple(
    fc.record({
      plan: fc.constantFrom('orders', 'customers'),
      target,
      tables: maybe(patterns),
      schemas: maybe(fc.array(words, { maxLength: 2 })),
      conflict: maybe(fc.constantFrom('rename', 'fail', 'skip', 'replace', 'append')),
      owner: maybe(fc.boolean()),
      acl: maybe(fc.boolean()),
      rename_format: maybe(fc.constantFrom('{name}_old', '{name}_dbs_{task}_{timestamp}')),
      keep_foreign_keys: maybe(fc.boolean()),
      into_schema: maybe(words),
      map_schema: maybe(fc.dictionary(words, words, { maxKeys: 2 })),
      map_role: maybe(fc.dictionary(words, words, { maxKeys: 2 })),
      create_database: maybe(fc.boolean()),
      drop_on_destroy: maybe(fc.constant(false)),
      ...carriedOut,
    }),
    which,
  )
  .map(([more, given]) => ({ ...more, ...given }));

/** Some of its attributes are those of another one, and perhaps just these are unknown when it is planned first. */
const changeable = ['plan', 'target', 'tables', 'conflict', 'owner', 'map_role', 'set', 'to', 'jobs', 'timeouts'];
const change = fc.record({
  other: restore,
  names: fc.subarray(changeable, { minLength: 1, maxLength: 2 }),
  isHidden: fc.boolean(),
});

/** What can be carried out into a database that may hold the table already. */
const feasible: fc.Arbitrary<Written> = fc.record({
  tables: maybe(fc.constantFrom([], ['public.orders'])),
  schemas: maybe(fc.constantFrom([], ['public'])),
  conflict: fc.constantFrom('rename', 'replace', 'append', 'skip'),
  owner: maybe(fc.boolean()),
  map_role: maybe(fc.constant({})),
  ...carriedOut,
});

function repository(key: string): fc.Arbitrary<Written> {
  const opened = fc.constantFrom<Written[]>(
    { encrypted: false },
    { key_wo: key, key_wo_version: 1 },
    { key_wo: key, encrypted: true },
  );
  return fc.tuple(fc.record({ region: maybe(words) }), opened).map(([more, given]) => ({ ...more, ...given }));
}
