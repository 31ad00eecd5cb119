import { expect, test } from 'vitest';
import { databaseIdentity, dropDatabase, type EngineEvent } from '../../engine/index.ts';
import { freshDatabase, server, versions } from '../servers.ts';
import { change } from './meanwhile.ts';
import { TestRepository } from './testRepository.ts';

test.for(versions)(
  'on %s an ordinary role knows a database again, and drops its own alone',
  async (version, context) => {
    const postgres = await server(version, context);
    const admin = await freshDatabase(postgres);
    const [owner, stranger, name] = [`${admin.name}_owner`, `${admin.name}_stranger`, `${admin.name}_made`];
    await admin.query(`CREATE ROLE "${owner}" LOGIN CREATEDB`);
    await admin.query(`CREATE ROLE "${stranger}" LOGIN CREATEDB`);
    await admin.query(`CREATE DATABASE "${name}" OWNER "${owner}"`);
    const as = (user: string) => ({ ...postgres.target(name), user });
    try {
      const identity = await databaseIdentity(as(owner));
      expect(identity).toMatch(/^\d+\/\d+$/);
      expect(await databaseIdentity(as(stranger))).toBe(identity);
      expect(await databaseIdentity(admin.target)).not.toBe(identity);
      expect(await databaseIdentity({ ...as(owner), database: 'not_there' })).toBeUndefined();

      await expect(dropDatabase(as(stranger), identity!)).rejects.toMatchObject({
        code: 'privilege',
        message: `the role may not drop database ${name}`,
        hint: `drop it as its owner: DROP DATABASE "${name}"`,
      });
      await expect(dropDatabase(as(owner), `${identity}0`)).rejects.toMatchObject({
        code: 'conflict',
        message: `database ${name} is not the one that was restored: it has been made anew since`,
      });
      expect(await dropDatabase(as(owner), identity!)).toBe(true);
      expect(await dropDatabase(as(owner), identity!)).toBe(false);
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS "${name}"`);
      await admin.query(`DROP ROLE "${owner}", "${stranger}"`);
    }
  },
);

test('a restore that fails leaves no database that it has created, unless somebody has made something in it', async (context) => {
  const postgres = await server('18', context);
  const source = await freshDatabase(postgres);
  await source.query(
    `SET app.most = '1'; CREATE TABLE t (n int CHECK (n < current_setting('app.most')::int + 1)); INSERT INTO t VALUES (1)`,
  );
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const target = await freshDatabase(postgres);
  await target.drop();
  const restorer = `${target.name}_restorer`;
  await source.query(`CREATE ROLE ${restorer} SUPERUSER LOGIN`);
  const anew = { ...target.target, user: restorer };
  // under whatever name: others create databases at the same time
  const isThere = async () =>
    (await source.query('SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = $1', [restorer])).map(
      ({ datname }) => datname,
    );
  const fails = {
    code: 'database',
    message: expect.stringContaining('unrecognized configuration parameter "app.most"'),
  };
  await expect(repository.restore(anew, { createDatabase: true })).rejects.toMatchObject(fails);
  expect(await isThere()).toEqual([]);

  const warnings: string[] = [];
  const onEvent = (event: EngineEvent) => event.kind === 'warning' && warnings.push(event.message);
  const nowhere = { ...target.target, host: '127.0.0.1', port: 1 };
  await expect(repository.restore(nowhere, { createDatabase: true }, { onEvent })).rejects.toMatchObject({
    code: 'connection',
  });
  expect(warnings).toEqual([]);

  const comingIn = (event: EngineEvent) => {
    onEvent(event);
    if (event.kind === 'phase' && event.phase === 'load') change(target, 'CREATE TABLE mine ()');
  };
  await expect(repository.restore(anew, { createDatabase: true }, { onEvent: comingIn })).rejects.toMatchObject(fails);
  expect(warnings).toEqual([
    `database ${target.name}, which was created for this restore, is still there: something is in it; the same restore, run again, goes into it`,
  ]);
  expect(await isThere()).toEqual([target.name]);

  const guest = await target.connect();
  await guest.query('DROP TABLE mine; SELECT lo_create(1)');
  await guest.end();
  await expect(repository.restore(anew, { createDatabase: true })).rejects.toMatchObject(fails);
  expect(await target.query('SELECT oid FROM pg_largeobject_metadata')).toEqual([{ oid: 1 }]);

  await source.query('ALTER TABLE t DROP CONSTRAINT t_n_check');
  await repository.backup(source);
  await expect(repository.restore(anew, { createDatabase: true })).rejects.toThrow(
    /^there is a database \S+ already: restore \S+, of another set or of other objects, has created it and not finished$/,
  );
  await target.drop();
  await repository.restore(anew, { createDatabase: true });
  expect(await target.query('SELECT n FROM t')).toEqual([{ n: 1 }]);
  await target.drop();
  await source.query(`DROP ROLE ${restorer}`);
});
