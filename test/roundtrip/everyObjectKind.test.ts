import { describe, test } from 'vitest';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { expectSameDatabase } from '../oracle.ts';
import { freshDatabase, server, TestDatabase, versions } from '../servers.ts';
import { TestRepository } from './testRepository.ts';

describe.each(versions)('every kind of object of PostgreSQL %s', (version) => {
  test('comes back into a database that the restore creates, and into an empty one', async (context) => {
    const on = await server(version, context);
    await using repository = await TestRepository.open();
    const source = await freshDatabase(on);
    await using origin = await session(source);
    await loadFixture(origin.client);
    await repository.backup(source);

    const empty = await freshDatabase(on);
    await repository.restore(empty.target);
    await using there = await session(empty);
    await expectSameDatabase(origin.client, there.client, { ignore: ofTheDatabase });

    const created = new TestDatabase(on, `${source.name}_created`);
    await repository.restore(created.target, { createDatabase: true });
    await using anew = await session(created);
    await expectSameDatabase(origin.client, anew.client);
  });
});

/** What belongs to the database itself stays as whoever created it wanted it. */
const ofTheDatabase = [/^pg_database /, /^pg_db_role_setting /, /^comment on database/];

async function session(database: TestDatabase) {
  const client = await database.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
