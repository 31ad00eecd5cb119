import { expect, test } from 'vitest';
import { databaseIdentity, dropDatabase } from '../../engine/index.ts';
import { freshDatabase, server, versions } from '../servers.ts';

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
