import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exportSet } from '../../engine/export/exportSet.ts';
import { parseArchive } from '../../engine/postgres/archive.ts';
import { makeRoles } from '../roundtrip/shop.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, server } from '../servers.ts';

test('what pg_restore would do at once, and may not, is kept apart by dependencies', async (context) => {
  const source = await freshDatabase(await server('18', context));
  await makeRoles(source, 'keeps_apart_a', 'keeps_apart_b');
  await source.query(`
    CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO keeps_apart_a;
    CREATE TABLE app.part (n int PRIMARY KEY) PARTITION BY RANGE (n);
    CREATE TABLE app.low PARTITION OF app.part FOR VALUES FROM (0) TO (10) PARTITION BY RANGE (n);
    CREATE TABLE app.lowest PARTITION OF app.low FOR VALUES FROM (0) TO (5);
    CREATE INDEX ON app.part ((n * 2)); -- of the key's pg_dump says it itself
    CREATE TABLE app.refers (n int REFERENCES app.part); CREATE TABLE app.other (n int PRIMARY KEY, m int REFERENCES app.other);
    CREATE FUNCTION app.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    CREATE TRIGGER tr AFTER INSERT ON app.part FOR EACH ROW EXECUTE FUNCTION app.f();
    ALTER TABLE app.lowest DISABLE TRIGGER tr;
    GRANT SELECT ON app.other TO keeps_apart_a WITH GRANT OPTION;
    SET ROLE keeps_apart_a; GRANT SELECT ON app.other TO keeps_apart_b; RESET ROLE`);
  await using repository = await TestRepository.open('none');
  await repository.backup(source);
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-export-'));
  await exportSet(repository.repository, { plan, format: 'directory', folder: join(folder, 'out') });
  const { entries } = parseArchive(await readFile(join(folder, 'out', 'toc.dat')));
  await rm(folder, { recursive: true });
  const id = (desc: string, tag: string) => entries.find((entry) => entry.desc === desc && entry.tag === tag)!.dumpId;
  const needs = (desc: string, tag: string) =>
    entries.find((entry) => entry.desc === desc && entry.tag === tag)!.dependencies;
  const attached = entries.filter(({ desc }) => desc === 'INDEX ATTACH').map(({ dumpId }) => dumpId);
  expect(attached).toHaveLength(4);
  expect(needs('FK CONSTRAINT', 'refers refers_n_fkey')).toEqual(expect.arrayContaining(attached));
  expect(needs('FK CONSTRAINT', 'other other_m_fkey')).not.toEqual(expect.arrayContaining([attached[0]]));
  expect(needs('TRIGGER', 'lowest tr')).toContain(id('TRIGGER', 'part tr'));
  expect(needs('ACL', 'TABLE other')).toContain(id('ACL', 'SCHEMA app'));
});
