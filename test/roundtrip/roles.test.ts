import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { compareLines } from '../oracle.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { describeWhole, difference } from './describe.ts';
import { listObjects, loadShop, makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

describe('a restore among other roles', () => {
  let repository: TestRepository | undefined;
  let source: TestDatabase;

  beforeEach(async (context) => {
    if (repository) return;
    source = await freshDatabase(await server('18', context));
    const client = await source.connect();
    await loadFixture(client);
    await client.end();
    repository = await TestRepository.open();
    await repository.backup(source);
  });
  afterAll(() => repository?.[Symbol.asyncDispose]());

  test('gives owners, privileges, policies and default privileges to the roles that they are mapped to', async () => {
    const target = await freshDatabase(source.server);
    await makeRoles(target, 'app_owner_2', 'app_reader_2');
    await repository!.restore(target.target, { mapRoles: { app_owner: 'app_owner_2', app_reader: 'app_reader_2' } });
    const expected = (await describeWhole(source)).map((line) => line.replace(/\b(app_owner|app_reader)\b/g, '$1_2'));
    const mapped = (line: string) => !/^(pg_database |pg_db_role_setting |comment on database)/.test(line);
    expect(compareLines(expected.filter(mapped), (await describeWhole(target)).filter(mapped))).toEqual([]);
  });

  test('without owners and privileges leaves everything to the restoring role', async () => {
    const target = await freshDatabase(source.server);
    const { preview } = await repository!.restore(target.target, { owner: false, acl: false });
    expect(preview.problems).toEqual([]);
    const [foreign] = await target.query(`
      SELECT (SELECT count(*)::int FROM pg_shdepend d JOIN pg_database b ON b.oid = d.dbid AND datname = current_database()
               WHERE deptype IN ('o', 'a') AND classid <> 'pg_user_mapping'::regclass AND refobjid NOT IN (SELECT oid FROM pg_roles WHERE rolsuper)) AS shared,
             (SELECT count(*)::int FROM pg_default_acl) AS defaults,
             (SELECT count(*)::int FROM pg_class WHERE oid >= 16384 AND relacl IS NOT NULL) AS granted`);
    expect(foreign).toEqual({ shared: 0, defaults: 0, granted: 0 });
    const content = (line: string) => /^(rows of|value of|large object) /.test(line);
    expect(
      compareLines((await describeWhole(source)).filter(content), (await describeWhole(target)).filter(content)),
    ).toEqual([]);
  });

  test('needs no superuser when it leaves out owners and privileges', async () => {
    const shop = await freshDatabase(source.server);
    await makeRoles(shop, 'app_owner', 'app_reader', 'plain');
    await loadShop(shop);
    await using own = await TestRepository.open();
    await own.backup(shop);
    const target = await freshDatabase(source.server);
    await target.query(`ALTER ROLE plain LOGIN; ALTER DATABASE "${target.name}" OWNER TO plain`);
    await own.restore({ ...target.target, user: 'plain' }, { owner: false, acl: false });
    expect(await listObjects(target)).toEqual(await listObjects(shop));
    const content = (line: string) => /^(rows of|value of|large object) /.test(line);
    expect((await difference(shop, target)).filter((line) => content(line.slice(2)))).toEqual([]);
  });

  test('on a bare server names the roles and extensions that it lacks, and changes nothing', async () => {
    await using bare = await startServer();
    const target = new TestDatabase(bare, 'created');
    const failed = repository!.restore(target.target, { createDatabase: true });
    await expect(failed).rejects.toMatchObject({
      code: 'conflict',
      message:
        'the target has no role Weird "Role" é, app_owner, app_reader; the target\'s server does not offer the extension stow_config',
      hint: expect.stringContaining('CREATE ROLE "app_owner" INHERIT;'),
    });
    const admin = new TestDatabase(bare, 'postgres');
    expect(await admin.query(`SELECT FROM pg_database WHERE datname = 'created'`)).toEqual([]);
    const mapped = { app_owner: 'nobody', app_reader: 'postgres', 'Weird "Role" é': 'postgres' };
    const still = repository!.restore(target.target, { createDatabase: true, mapRoles: mapped });
    await expect(still).rejects.toThrow('the target has no role nobody;');
    await (await admin.connect()).end();
  });

  test('previews without changing anything, and then does what it has previewed', async () => {
    const target = await freshDatabase(source.server);
    await target.query('CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO PUBLIC; CREATE TABLE app.room (mine int)');
    const before = await describeWhole(target);
    const previewed = await repository!.restore(target.target, { conflict: 'skip', dryRun: true });
    expect(previewed).toMatchObject({ proved: 0 });
    expect(previewed.run).toBeUndefined();
    expect(await describeWhole(target)).toEqual(before);

    const done = await repository!.restore(target.target, { conflict: 'skip' });
    expect(done.preview).toEqual(previewed.preview);
    const there = new Set(await listObjects(target));
    const created = done.preview.items.filter(({ action, kind }) => action === 'create' && kind in identities);
    expect(created.length).toBeGreaterThan(50);
    const identity = ({ kind, schema, name }: { kind: string; schema: string; name: string }) =>
      `${identities[kind]} ${[schema, name].filter(Boolean).map(quoted).join('.')}`;
    expect(created.map(identity).filter((object) => !there.has(object))).toEqual([]);
  });

  test('previews a database that is still to be created', async () => {
    const target = new TestDatabase(source.server, `${source.name}_anew`);
    const { preview } = await repository!.restore(target.target, { createDatabase: true, dryRun: true });
    expect(await source.query('SELECT FROM pg_database WHERE datname = $1', [target.name])).toEqual([]);
    const done = await repository!.restore(target.target, { createDatabase: true });
    expect(done.preview).toEqual(preview);
    await expect(repository!.restore(target.target, { createDatabase: true, dryRun: true })).rejects.toThrow(
      `there is a database ${target.name} already`,
    );
    await target.drop();
  });
});

/** pg_dump's words for kinds, and those of pg_identify_object. */
const identities: Readonly<Record<string, string>> = {
  TABLE: 'table',
  VIEW: 'view',
  'MATERIALIZED VIEW': 'materialized view',
  SEQUENCE: 'sequence',
  SCHEMA: 'schema',
  'FOREIGN TABLE': 'foreign table',
};

function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !['select', 'table'].includes(name)
    ? name
    : `"${name.replaceAll('"', '""')}"`;
}
