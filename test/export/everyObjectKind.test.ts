import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportSet } from '../../engine/export/exportSet.ts';
import { compareLines, databaseProperties } from '../oracle.ts';
import { describeWhole } from '../roundtrip/describe.ts';
import { withFixture } from '../roundtrip/everyObjectKindComesBack.ts';
import { plan, TestRepository } from '../roundtrip/testRepository.ts';
import { freshDatabase, versions } from '../servers.ts';
import { clientProgram, runClient } from './clientPrograms.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pgstow-export-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(versions)('every kind of object of PostgreSQL %s', (version) => {
  test('is read back by psql, and by pg_restore with parallel jobs', async (context) => {
    const psql = clientProgram('psql', Number(version), context);
    const pgRestore = clientProgram('pg_restore', Number(version), context);
    const source = await withFixture(version, context);
    await using repository = await TestRepository.open();
    const set = await repository.backup(source);
    const expected = await describeWhole(source);
    const warnings: unknown[] = [];
    const onEvent = (event: { kind: string }) => event.kind === 'warning' && warnings.push(event);
    const to = (format: string) => join(folder, `${version}-${format}`);

    const { repository: stored } = repository;
    const plain = await exportSet(stored, { plan, format: 'plain', folder: to('plain') }, { onEvent });
    expect(plain).toMatchObject({ tables: set.totals.tables, rows: set.totals.rows, largeObjects: 6 });
    await exportSet(stored, { set: set.set, format: 'directory', folder: to('directory') }, { onEvent });
    expect(warnings).toEqual([]);

    const throughPsql = async () => {
      const database = await freshDatabase(source.server);
      for (const file of ['globals.sql', 'database.sql']) {
        await runClient(psql, database, ['--no-psqlrc', '--set=ON_ERROR_STOP=1', '--file', join(to('plain'), file)]);
      }
      return describeWhole(database);
    };
    const throughPgRestore = async () => {
      const database = await freshDatabase(source.server);
      await runClient(pgRestore, database, ['--jobs=3', '--exit-on-error', to('directory')]);
      return describeWhole(database);
    };
    for (const found of await Promise.all([throughPsql(), throughPgRestore()])) {
      expect(compareLines(expected, found, { ignore: databaseProperties })).toEqual([]);
    }
  });
});
