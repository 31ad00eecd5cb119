import { compareLines, describeDatabase } from '../oracle.ts';
import type { TestDatabase } from '../servers.ts';

/** What belongs to a database itself, not to what is in it: a restore leaves it alone unless it creates the database. */
const ofTheDatabase = [/^pg_database /, /^pg_db_role_setting /, /^comment on database/];

/** In a SQL_ASCII database the server refuses to send as UTF-8 what is none. */
const asBytes = `SELECT set_config('client_encoding', 'SQL_ASCII', false) WHERE getdatabaseencoding() = 'SQL_ASCII'`;

export async function describeWhole(database: TestDatabase): Promise<string[]> {
  const client = await database.connect();
  try {
    await client.query(asBytes);
    return await describeDatabase(client);
  } finally {
    await client.end();
  }
}

/** The lines in which what is in two databases differs. */
export async function difference(a: TestDatabase, b: TestDatabase): Promise<string[]> {
  return compareLines(await describeWhole(a), await describeWhole(b), { ignore: ofTheDatabase });
}
