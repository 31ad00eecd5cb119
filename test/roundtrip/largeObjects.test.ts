import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { makeRoles } from './shop.ts';
import { TestRepository } from './testRepository.ts';

describe('large objects', () => {
  let repository: TestRepository | undefined;
  let source: TestDatabase;

  beforeEach(async (context) => {
    if (repository) return;
    source = await freshDatabase(await server('15', context));
    await makeRoles(source, 'lo_owner', 'lo_reader');
    await source.query(`
      CREATE TABLE note (id int, content oid);
      INSERT INTO note VALUES (1, 501), (2, 502);
      SELECT lo_from_bytea(501, 'first'), lo_from_bytea(502, 'second'), lo_create(503), lo_from_bytea(504, repeat('x', 600000)::bytea);
      COMMENT ON LARGE OBJECT 501 IS 'it''s the first';
      ALTER LARGE OBJECT 501 OWNER TO lo_owner;
      REVOKE UPDATE ON LARGE OBJECT 501 FROM lo_owner;
      GRANT SELECT ON LARGE OBJECT 501 TO lo_reader WITH GRANT OPTION;
      GRANT SELECT ON LARGE OBJECT 502 TO PUBLIC;
      REVOKE ALL ON LARGE OBJECT 503 FROM CURRENT_USER;
      GRANT ALL ON LARGE OBJECT 504 TO lo_owner;
      ALTER LARGE OBJECT 504 OWNER TO lo_reader;`);
    repository = await TestRepository.open();
    await repository.backup(source);
  });
  afterAll(() => repository?.[Symbol.asyncDispose]());

  /** A database that has two of them already, which are others. */
  const withOthers = async () => {
    const target = await freshDatabase(source.server);
    await target.query(`SELECT lo_from_bytea(502, 'other'), lo_from_bytea(504, 'another'), lo_from_bytea(900, 'mine')`);
    return target;
  };

  test('come back with content, owner, comment and exactly the privileges', async () => {
    const target = await freshDatabase(source.server);
    const { preview } = await repository!.restore(target.target);
    expect(await describeLargeObjects(target)).toEqual(await describeLargeObjects(source));
    expect(preview.items.filter(({ kind }) => kind === 'LARGE OBJECTS')).toEqual([
      { kind: 'LARGE OBJECTS', schema: '', name: '501, 502, 503, 504', action: 'create', count: 4 },
    ]);
  });

  test('belong to the restoring role without owners, and give their privileges to it', async () => {
    const target = await freshDatabase(source.server);
    await repository!.restore(target.target, { owner: false });
    const [first] = await target.query(
      `SELECT lomowner = current_user::regrole AS mine, replace(lomacl::text, current_user, 'me') AS acl
         FROM pg_largeobject_metadata WHERE oid = 501`,
    );
    expect(first).toEqual({ mine: true, acl: '{me=r/me,lo_reader=r*/me}' });
  });

  test('whose OID is taken are a conflict, and nothing is restored', async () => {
    const target = await withOthers();
    const before = await describeLargeObjects(target);
    await expect(repository!.restore(target.target)).rejects.toMatchObject({
      code: 'conflict',
      message: "the target has 2 large objects of the set's OIDs already: 502, 504",
    });
    expect(await describeLargeObjects(target)).toEqual(before);
    expect(await target.query(`SELECT to_regclass('public.note') AS note`)).toEqual([{ note: null }]);
  });

  test('with "skip" are kept where the OID is taken, which is said, and the others come', async () => {
    const target = await withOthers();
    const before = await describeLargeObjects(target);
    const { preview } = await repository!.restore(target.target, { conflict: 'skip' });
    expect(preview.warnings).toEqual([
      '2 large objects of the target stay as they are, whose OIDs the set has too: 502, 504; restored rows with such an OID point to what is there',
    ]);
    const fresh = (await describeLargeObjects(source)).filter(({ oid }) => oid === 501 || oid === 503);
    expect(await describeLargeObjects(target)).toEqual([...before, ...fresh].sort((a, b) => a.oid - b.oid));
  });

  test('with "replace" take the place of those with their OIDs, and of no others', async () => {
    const target = await withOthers();
    await repository!.restore(target.target, { conflict: 'replace' });
    const after = await describeLargeObjects(target);
    expect(after.filter(({ oid }) => oid !== 900)).toEqual(await describeLargeObjects(source));
    expect(after).toHaveLength(5);
  });

  test('are not restored with a part of the set, and the preview says so', async () => {
    const target = await freshDatabase(source.server);
    const { preview } = await repository!.restore(target.target, { tables: ['public.note'] });
    expect(preview.warnings).toEqual([
      '4 large objects of the set left out: large objects belong to no table or schema, only the whole set brings them',
    ]);
    expect(await describeLargeObjects(target)).toEqual([]);
  });
});

interface LargeObject {
  readonly oid: number;
}

async function describeLargeObjects(database: TestDatabase): Promise<LargeObject[]> {
  const rows = await database.query(`
    SELECT oid::int, pg_get_userbyid(lomowner) AS owner, lomacl::text AS acl, md5(lo_get(oid)) AS content, length(lo_get(oid)) AS length,
           obj_description(oid, 'pg_largeobject') AS comment
      FROM pg_largeobject_metadata ORDER BY oid`);
  return rows as unknown as LargeObject[];
}
