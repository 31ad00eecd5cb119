import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { recognizeService } from '../../engine/postgres/services/recognizeService.ts';
import { TestDatabase } from '../servers.ts';
import { type Pretence, PretendService } from './pretend.ts';

let server: ThrowawayServer;
beforeAll(async () => {
  server = await startServer({ settings: { fsync: 'off' } });
});
afterAll(() => server.stop());

const pretences: readonly (readonly [string, Pretence])[] = [
  ['Amazon RDS', { roles: ['rds_superuser'], settings: { 'rds.extensions': 'hstore, postgres_fdw' } }],
  [
    'Amazon Aurora',
    {
      roles: ['rds_superuser'],
      made: "CREATE FUNCTION pg_catalog.aurora_version() RETURNS text LANGUAGE sql AS $$ SELECT '16.4' $$",
    },
  ],
  ['Cloud SQL', { roles: ['cloudsqlsuperuser', 'cloudsqladmin'] }],
  ['AlloyDB', { roles: ['alloydbsuperuser'] }],
  ['Azure Database for PostgreSQL', { roles: ['azure_pg_admin'] }],
  [
    'Supabase',
    {
      roles: ['a_role_that_a_setting_names', 'supabase_admin'],
      settings: { 'supautils.privileged_role': 'a_role_that_a_setting_names' },
    },
  ],
  ['Neon', { roles: ['neon_superuser'] }],
  ['PolarDB', { roles: ['polar_superuser', 'polardb_admin', 'aurora'] }],
  ['ApsaraDB RDS', { roles: ['pg_rds_superuser', 'aurora'] }],
];

test.for(pretences)(
  '%s is known by what its servers show, and who administers a database there',
  async ([name, pretence]) => {
    await using service = await PretendService.on(server, pretence);
    for (const [user, administers] of [
      [service.administrator, true],
      ['nobody_in_particular', false],
    ] as const) {
      const role = new TestDatabase(server, 'postgres');
      if (!administers) await role.query(`CREATE ROLE ${user} LOGIN`);
      const client = await service.database.connect(user);
      await client.query("SET search_path = ''");
      expect(await recognizeService(client)).toMatchObject({ name, administers });
      await client.end();
      if (!administers) await role.query(`DROP ROLE ${user}`);
    }
  },
);

test('where a superuser asks, roles of a service are roles alone', async () => {
  await using service = await PretendService.on(server, { roles: ['a_role', 'supabase_admin'] });
  const client = await service.database.connect();
  expect(await recognizeService(client)).toBeUndefined();
  await client.end();
});

test("a server that shows nothing of the kind is nobody's in particular", async () => {
  const client = await new TestDatabase(server, 'postgres').connect();
  expect(await recognizeService(client)).toBeUndefined();
  await client.end();
});

test('the extensions that a service lists are those that may be created', async () => {
  await using service = await PretendService.on(server, pretences[0]![1]);
  const client = await service.database.connect(service.administrator);
  expect((await recognizeService(client))?.extensions).toEqual(new Set(['hstore', 'postgres_fdw']));
  await client.end();
});
