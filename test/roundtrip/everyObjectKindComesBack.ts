import { expect, type TestContext } from 'vitest';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { freshDatabase, server, TestDatabase } from '../servers.ts';
import { describeWhole, difference } from './describe.ts';
import { TestRepository } from './testRepository.ts';

/** The fixture on a server of this version, backed up; a restore into an empty database and into one that it creates. */
export async function everyObjectKindComesBack(version: string, context: TestContext): Promise<void> {
  const source = await withFixture(version, context);
  await using repository = await TestRepository.open();
  const set = await repository.backup(source);
  expect(set).toMatchObject({ warnings: [], selection: { complete: true }, totals: { largeObjects: 6 } });

  const empty = await freshDatabase(source.server);
  const { preview, proved } = await repository.restore(empty.target);
  expect(preview).toMatchObject({ problems: [], warnings: [] });
  expect(proved).toBe(set.totals.tables);
  expect(await difference(source, empty)).toEqual([]);
  await repository.restore(empty.target, { conflict: 'skip' });
  expect(await difference(source, empty)).toEqual([]);

  const created = new TestDatabase(source.server, `${source.name}_created`);
  await repository.restore(created.target, { createDatabase: true });
  expect(await describeWhole(created)).toEqual(await describeWhole(source));
  await created.drop();
}

/** A database with every kind of object, on a server of this version. */
export async function withFixture(version: string, context: TestContext): Promise<TestDatabase> {
  const source = await freshDatabase(await server(version, context));
  const client = await source.connect();
  await loadFixture(client);
  await client.end();
  return source;
}
