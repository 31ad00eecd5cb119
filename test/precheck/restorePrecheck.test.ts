import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import {
  type Check,
  generateKey,
  precheckRestore,
  type RestoreInput,
  type RestorePrecheckReport,
} from '../../engine/index.ts';
import { openToCheck } from '../../engine/precheck/openToCheck.ts';
import type { RangeItem } from '../../engine/repository/contents.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { restoreDefaults } from '../../engine/restore/request.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { Pooler } from './pooler.ts';
import { DatabaseWithRoles } from './roles.ts';

const ask = (target: RestoreInput['target'], more: Partial<RestoreInput> = {}): RestoreInput => ({
  ...restoreDefaults,
  plan,
  target: { ...target, writtenAs: 'url' },
  ...more,
});

const found = (report: RestorePrecheckReport, name: string) => report.checks.find((check) => check.name === name);
const troubles = ({ checks }: RestorePrecheckReport) => checks.filter(({ status }) => status !== 'pass');

const names = [
  ...['key', 'set', 'connection', 'tls', 'server version', 'service', 'pooler', 'settings', 'writes', 'connections'],
  ...['objects', 'privileges', 'roles', 'definitions', 'extensions', 'remarks', 'space', 'repository', 'blobs', 'thaw'],
];

test('everything is checked and found in order, and nothing is changed', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE t AS SELECT 1 AS n; CREATE TABLE u (n int)');
  await using repository = await TestRepository.open();
  const set = await repository.backup(source);
  const target = await freshDatabase(source.server);
  await target.query('CREATE TABLE u (n int)');
  const groups: number[] = [];
  const onChecks = (checks: readonly Check[]) => groups.push(checks.length);
  const report = await precheckRestore(repository.repository, ask(target.target), { onChecks });
  expect(troubles(report)).toEqual([]);
  expect(report).toMatchObject({ plan, set: set.set, passed: true });
  expect(report.checks.map(({ name }) => name)).toEqual(names);
  expect(groups).toEqual([1, 1, 1, 7, 7, 3]);
  expect(found(report, 'objects')?.message).toBe('create 1, rename 1');
  expect(found(report, 'blobs')?.message).toMatch(
    /^the 1 blobs? that are needed are there: \d kB to read, with the set's index$/,
  );
  expect(await target.query("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([
    { relname: 'u' },
  ]);
  expect(await repository.repository.runs.list()).toHaveLength(1); // the backup
  await expect(
    precheckRestore(repository.repository, ask(target.target, { tables: ['public.none'] })),
  ).rejects.toMatchObject({
    code: 'input',
  });
  const created = await precheckRestore(
    repository.repository,
    ask({ ...target.target, database: `${target.name}_new` }, { createDatabase: true }),
  );
  expect(troubles(created)).toEqual([]);
  const there = await precheckRestore(repository.repository, ask(target.target, { createDatabase: true }));
  expect(troubles(there)).toEqual([
    {
      name: 'objects',
      status: 'fail',
      message: `there is a database ${target.name} already`,
      remedy: 'leave --create-database away to restore into it, or name another database in --target',
    },
  ]);
});

test('all that is missing is found at once, each with the SQL that gives it', async (context) => {
  await using roles = await DatabaseWithRoles.on(await server('18', context));
  await roles.database.query(`
    CREATE TABLE t (n int); ALTER TABLE t OWNER TO ${roles.owner}; CREATE TABLE u (n int); CREATE EXTENSION pageinspect;
    CREATE TABLE there (n int)`);
  await using repository = await TestRepository.open();
  await repository.backup(roles.database);
  const target = await roles.another();
  await target.query('CREATE TABLE there (n int)');
  const { reader } = roles;
  const request = ask(
    { ...target.target, user: reader },
    { conflict: 'fail', acl: false, mapRoles: { [roles.owner]: 'not there' } },
  );
  const report = await precheckRestore(repository.repository, request);
  expect(report.passed).toBe(false);
  expect(troubles(report)).toEqual([
    {
      name: 'objects',
      status: 'fail',
      message: 'the target has TABLE public.there already',
      remedy: 'choose --conflict rename, skip, replace or append, restore into another database, or drop what is there',
    },
    {
      name: 'privileges',
      status: 'fail',
      message: `${reader} may not create schemas in ${target.name}; ${reader} may not create anything in schema public; ${reader} may give nothing to postgres`,
      remedy: [
        `GRANT CREATE ON DATABASE "${target.name}" TO "${reader}"; -- a restore keeps its notes in a schema of its own while it runs`,
        `GRANT USAGE, CREATE ON SCHEMA "public" TO "${reader}";`,
        `use --no-owner (and --no-acl for default privileges), or GRANT "postgres" TO "${reader}";`,
      ].join('\n'),
    },
    {
      name: 'roles',
      status: 'fail',
      message: 'the target has no role not there',
      remedy: 'use --no-owner and --no-acl, map them with --map-role OLD=NEW, or create them first',
    },
    {
      name: 'extensions',
      status: 'fail',
      message: `only a superuser may create extension pageinspect, and ${reader} is none`,
      remedy: 'have a superuser run CREATE EXTENSION "pageinspect";',
    },
    {
      name: 'remarks',
      status: 'warn',
      message: 'COMMENT EXTENSION pageinspect is left out: only the owner of an extension may comment on it',
      remedy: '--dry-run in place of --precheck shows each object, with what is done and why',
    },
  ]);
});

test('without the key the target is checked all the same', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await using repository = await TestRepository.open({ key: generateKey() });
  await repository.backup(source);
  const { repository: locked, keyFailure } = await openToCheck(repository.folder, { key: generateKey() });
  const report = await precheckRestore(locked, ask(source.target), { keyFailure });
  expect(report.set).toBeUndefined();
  expect(report.checks.map(({ name, status }) => `${name}: ${status}`)).toEqual([
    ...['key: fail', 'connection: pass', 'tls: pass', 'server version: pass', 'service: pass', 'pooler: pass'],
    ...['settings: pass', 'writes: pass', 'connections: pass'],
  ]);
  await expect(precheckRestore(locked, { ...ask(source.target), plan: 'other' })).rejects.toMatchObject({
    code: 'input',
  });
});

test('where there is no way to the target that is said', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await using repository = await TestRepository.open();
  await repository.backup(source);
  const report = await precheckRestore(repository.repository, ask({ ...source.target, database: 'none' }));
  expect(troubles(report).map(({ name }) => name)).toEqual(['connection']);
});

test('a target that takes no writes, and a server that is a standby, are told with what to do', async () => {
  await using standby = await startServer();
  const database = new TestDatabase(standby, 'postgres');
  await database.query('CREATE TABLE t (n int)');
  await using repository = await TestRepository.open();
  await repository.backup(database);
  await database.query(`ALTER ROLE ${standby.superuser} IN DATABASE postgres SET default_transaction_read_only = on`);
  const frozen = await precheckRestore(repository.repository, ask(database.target, { conflict: 'rename' }));
  const setting = 'the target takes no writes: default_transaction_read_only is on';
  const reset = 'ALTER ROLE "postgres" IN DATABASE "postgres" RESET default_transaction_read_only;';
  expect(troubles(frozen)).toEqual([{ name: 'writes', status: 'fail', message: setting, remedy: reset }]);
  await expect(repository.restore(database.target, { conflict: 'rename' })).rejects.toMatchObject({
    code: 'conflict',
    message: setting,
    hint: reset.slice(0, -1),
  });
  const another = { target: { ...database.target, database: 'another' }, createDatabase: true };
  const created = await precheckRestore(repository.repository, ask(another.target, another));
  expect(troubles(created)).toEqual([{ name: 'writes', status: 'fail', message: setting, remedy: reset }]);
  await expect(repository.restore(another.target, another)).rejects.toMatchObject({ hint: reset.slice(0, -1) });
  const admin = await database.connect();
  await admin.query('SET default_transaction_read_only = off');
  await admin.query(`${reset} COPY (SELECT '') TO '${standby.dataDir}/standby.signal'`);
  await admin.end();
  await standby.restart();
  const report = await precheckRestore(repository.repository, ask(database.target));
  const message = 'the target takes no writes: it is a standby';
  expect(troubles(report)).toEqual([
    { name: 'writes', status: 'fail', message, remedy: 'name its primary, or promote it first: SELECT pg_promote();' },
  ]);
  await expect(repository.restore(database.target, { conflict: 'rename' })).rejects.toMatchObject({
    code: 'unsupported',
    message,
  });
});

test('a blob that is gone and a pooler in transaction mode are found, whatever else there is', async (context) => {
  const on = await server('18', context);
  const source = await freshDatabase(on);
  await source.query('CREATE TABLE t AS SELECT 1 AS n');
  await using repository = await TestRepository.open();
  const set = await repository.backup(source);
  const target = await freshDatabase(on);
  const items = await repository.repository.sets.readContents(set);
  const [piece] = items.find((item): item is RangeItem => item.kind === 'range')!.pieces;
  await rm(join(repository.folder, blobKey(piece!.blob)));
  const damaged = await precheckRestore(repository.repository, ask(target.target));
  expect(troubles(damaged).map(({ name, message }) => `${name}: ${message}`)).toEqual([
    'blobs: a blob is missing or empty in the repository: what is in table public.t cannot be restored',
  ]);
  await using pooler = await Pooler.start(on, 'transaction');
  const through = { ...target.target, host: '127.0.0.1', port: pooler.port };
  const report = await precheckRestore(repository.repository, ask(through));
  expect(found(report, 'pooler')).toMatchObject({ status: 'fail' });
  expect(report.passed).toBe(false);
});
