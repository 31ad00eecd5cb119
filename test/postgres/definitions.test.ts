import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThrowawayServer } from '../../embedded/server.ts';
import { type ArchiveEntry, parseArchive } from '../../engine/postgres/archive.ts';
import { encodingNames } from '../../engine/postgres/definitions/encodings.ts';
import { encodeEscaped } from '../../engine/postgres/escapedBytes.ts';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { versions } from '../servers.ts';
import { installationOf } from '../setup/sharedServer.ts';
import { createDatabase, dump, ownServer, rejection, session } from './definitionsServer.ts';

describe.each(versions)('the definitions of PostgreSQL %s', (version) => {
  describe.skipIf(installationOf(version) === undefined)('on a server that is installed here', () => {
    let server: ThrowawayServer;

    beforeAll(async () => {
      server = await ownServer(version, undefined);
      await createDatabase(server, 'fixture');
      await using client = await session(server, 'fixture');
      await loadFixture(client);
    });
    afterAll(() => server?.stop());

    test('name every object that the catalog has', async () => {
      const { archive, by, pgDumpVersion, warnings } = await dump(server, 'fixture');
      expect({ by, pgDumpVersion, warnings }).toEqual({ by: 'embedded', pgDumpVersion: '18.3', warnings: [] });
      const { entries, encoding, database, serverVersion } = parseArchive(archive);
      expect({ encoding, database, serverVersion }).toMatchObject({ encoding: 'UTF8', database: 'fixture' });
      expect(serverVersion).toContain(server.version);
      await using client = await session(server, 'fixture');
      const { rows } = await client.query<{ kind: string; schema: string; name: string }>(`
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE'
                            WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END AS kind, nspname AS schema, relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
        WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND nspname !~ '^pg_' AND nspname <> 'information_schema'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        UNION ALL
        SELECT 'FUNCTION', nspname, proname FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace
        WHERE prokind = 'f' AND nspname !~ '^pg_' AND nspname <> 'information_schema'
          AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))`);
      const named = new Set(
        entries.map(({ desc, namespace, tag }) => `${desc} ${namespace}.${tag.replace(/\(.*/, '')}`),
      );
      const missing = rows
        .map(({ kind, schema, name }) => `${kind} ${schema}.${name}`)
        .filter((name) => !named.has(name));
      expect(rows.length).toBeGreaterThan(60);
      expect(missing).toEqual([]);
    });

    test('have SQL in every entry that makes something', async () => {
      const { entries } = parseArchive((await dump(server, 'fixture')).archive);
      const empty = entries.filter(({ defn }) => defn === null || defn.trim() === '');
      expect(empty.map(({ desc, tag }) => `${desc} ${tag}`)).toEqual([]);
    });

    test('are those that a native pg_dump finds', async (context) => {
      const nativePgDump = join(server.binDir, 'pg_dump');
      if (!existsSync(nativePgDump)) context.skip(`PostgreSQL ${version} has no pg_dump here`);
      const native = await dump(server, 'fixture', { nativePgDump });
      const embedded = await dump(server, 'fixture');
      expect(native.by).toBe('native');
      expect(identities(native.archive)).toEqual(identities(embedded.archive));
    });

    test('are read from the archive as pg_restore reads them', async (context) => {
      const pgRestore = join(server.binDir, 'pg_restore');
      if (!existsSync(pgRestore)) context.skip(`PostgreSQL ${version} has no pg_restore here`);
      const { archive } = await dump(server, 'fixture', { nativePgDump: join(server.binDir, 'pg_dump') });
      const file = join(server.host, 'definitions.dump');
      writeFileSync(file, archive);
      const list = execFileSync(pgRestore, ['--list', '--create', file], { encoding: 'utf8' });
      const expected = list.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
      expect(parseArchive(archive).entries.filter(isListed).map(listed)).toEqual(expected);
    });

    test('are those of the snapshot', async () => {
      await using leader = await session(server, 'fixture');
      await leader.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const { rows } = await leader.query('SELECT pg_export_snapshot() AS snapshot');
      await using other = await session(server, 'fixture');
      await other.query('CREATE TABLE later (a int)');
      const tables = async (snapshot?: string) => {
        const { archive } = await dump(server, 'fixture', { snapshot });
        return parseArchive(archive)
          .entries.filter(({ desc }) => desc === 'TABLE')
          .map(({ tag }) => tag);
      };
      try {
        expect(await tables()).toContain('later');
        expect(await tables(rows[0].snapshot)).not.toContain('later');
      } finally {
        await other.query('DROP TABLE later');
      }
    });

    test('leave out exactly the tables that were named, whatever they are called', async () => {
      const names = [
        'plain',
        'Upper',
        'a.b',
        'quo"te',
        'star*',
        'ques?tion',
        'back\\slash',
        'dollar$',
        'or|or',
        'line\nfeed',
        ' blank ',
        '# hash',
        'd(1)',
        '[x]',
        'ünï',
        "it's",
      ];
      const kept = ['plainer', 'upper', 'aXb', 'starfish', 'ques_tion', 'or'];
      const schema = 'we"ird.*';
      const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
      const create = [...names, ...kept].map((name) => `CREATE TABLE ${quote(schema)}.${quote(name)} ();`);
      await createDatabase(
        server,
        'names',
        `CREATE SCHEMA ${quote(schema)}; ${create.join('')} CREATE TABLE plain ();`,
      );
      const { archive } = await dump(server, 'names', { excludeTables: names.map((name) => ({ schema, name })) });
      const tables = parseArchive(archive).entries.filter(({ desc }) => desc === 'TABLE');
      expect(tables.map(({ namespace, tag }) => `${namespace} ${tag}`).sort()).toEqual(
        [...kept.map((name) => `${schema} ${name}`), 'public plain'].sort(),
      );
    });

    test('leave out hundreds of tables', async () => {
      const names = Array.from({ length: 450 }, (_, i) => `t${i}`);
      await createDatabase(server, 'hundreds', names.map((name) => `CREATE TABLE ${name} ();`).join(''));
      const excludeTables = names.slice(0, 447).map((name) => ({ schema: 'public', name }));
      const { entries } = parseArchive((await dump(server, 'hundreds', { excludeTables })).archive);
      expect(entries.filter(({ desc }) => desc === 'TABLE').map(({ tag }) => tag)).toEqual(['t447', 't448', 't449']);
    });

    test('refuse to leave out a table that pg_dump cannot be told', async () => {
      const excludeTables = [{ schema: 'public', name: 'a\rb' }];
      expect(await rejection(dump(server, 'fixture', { excludeTables }))).toMatchObject({
        code: 'unsupported',
        message: 'the name of a schema or table holds a carriage return: "a\\rb"',
      });
    });

    test('come in any encoding that was asked for, named as the server names it', async () => {
      await using client = await session(server);
      const { rows } = await client.query('SELECT pg_encoding_to_char(i) AS name FROM generate_series(0, 41) i');
      expect(encodingNames).toEqual(rows.map(({ name }) => name));
      for (const name of ['LATIN9', 'WIN1252', 'EUC_JP', 'GB18030']) {
        const { archive } = await dump(server, 'postgres', { encoding: name });
        expect(parseArchive(archive).encoding).toBe(name);
      }
    });

    test('of a LATIN1 database come in UTF8', async () => {
      await createDatabase(server, 'latin1', `COMMENT ON SCHEMA public IS 'häß'`, "ENCODING 'LATIN1' LOCALE 'C'");
      const { encoding, entries } = parseArchive((await dump(server, 'latin1')).archive);
      expect(encoding).toBe('UTF8');
      expect(entries.find(({ desc, tag }) => desc === 'COMMENT' && tag === 'SCHEMA public')?.defn).toContain("'häß'");
    });

    test('of a SQL_ASCII database keep bytes that are no UTF-8', async () => {
      await createDatabase(server, 'bytes', '', "ENCODING 'SQL_ASCII' LOCALE 'C'");
      await using client = await session(server, 'bytes');
      await client.query(
        `SET client_encoding = 'SQL_ASCII'; DO $$ BEGIN EXECUTE 'COMMENT ON SCHEMA public IS E''caf\\xe9 \\xc3\\xa9'''; END $$`,
      );
      const { archive } = await dump(server, 'bytes', { encoding: 'SQL_ASCII' });
      const { encoding, entries } = parseArchive(archive);
      const comment = entries.find(({ desc, tag }) => desc === 'COMMENT' && tag === 'SCHEMA public')?.defn ?? '';
      expect(encoding).toBe('SQL_ASCII');
      expect(comment).toContain('caf\udce9 é');
      expect(encodeEscaped(comment).includes(Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x20, 0xc3, 0xa9]))).toBe(true);
    });

    test('of several databases can be read at once', async () => {
      const dumps = await Promise.all([dump(server, 'fixture'), dump(server, 'postgres'), dump(server, 'fixture')]);
      expect(identities(dumps[0].archive)).toEqual(identities(dumps[2].archive));
      expect(parseArchive(dumps[1].archive).database).toBe('postgres');
    });
  });
});

function identities(archive: Buffer): string[] {
  const { entries } = parseArchive(archive);
  return entries.map(({ desc, namespace, tag, owner }) => JSON.stringify([desc, namespace, tag, owner])).sort();
}

/** pg_restore's own settings are entries that it does not list. */
function isListed({ desc }: ArchiveEntry): boolean {
  return !['ENCODING', 'STDSTRINGS', 'SEARCHPATH'].includes(desc);
}

function listed({ dumpId, catalogId, desc, namespace, tag, owner }: ArchiveEntry): string {
  const clean = (text: string | null) => text?.replace(/[\n\r]/g, ' ') ?? '';
  return `${dumpId}; ${catalogId.tableoid} ${catalogId.oid} ${desc} ${clean(namespace) || '-'} ${clean(tag)} ${clean(owner)}`;
}
