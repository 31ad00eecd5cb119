import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { readingDigest, readingVersion } from '../../engine/backup/readingDigest.ts';
import { RowsDigester } from '../../engine/pipe/rows.ts';
import { readReadingRole } from '../../engine/postgres/catalog/readingRole.ts';
import { copyOutSql } from '../../engine/postgres/copySql.ts';
import { readSettings } from '../../engine/postgres/session.ts';
import { freshDatabase, server } from '../servers.ts';

/** What the same blocks give is told by these: the words of the COPYs, the settings, and how rows are counted and hashed. */
const knownReadings: Readonly<Record<number, string>> = {
  1: '730be96efad385802aef37839e4b410bbe8f3d150bb2c5d201f1424617d4149f',
};

function reading(): string {
  const table = { schema: 'public', name: 't', columns: ['a', 'B'] };
  const copies = [
    table,
    { ...table, to: 16 },
    { ...table, from: 16, to: 32 },
    { ...table, from: 32 },
    { ...table, condition: 'WHERE a > 1' },
    { ...table, columns: [] },
  ].map((source) => copyOutSql(source, 'UTF8'));
  const digester = new RowsDigester();
  digester.update(Buffer.from('1\tone\n2\t\\N\n2\t\\N\n3\tline\\nbreak\n'));
  const said = [copies, readSettings(170000), readSettings(180000), digester.digest()];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

test('who changes how ranges are read has to raise the version of the reading', () => {
  expect(reading(), 'the reading has changed: raise readingVersion, and note here what it is now').toBe(
    knownReadings[readingVersion],
  );
});

test('another role, setting, server or version of the reading is another reading', () => {
  const role = { loggedInAs: 10, actsAs: 10, name: 'postgres', settings: ['shop.currency=EUR'] };
  const digests = [
    readingDigest(180000, role),
    readingDigest(180000, role, readingVersion + 1),
    readingDigest(130000, role), // sets fewer time-outs
    readingDigest(180000, { ...role, loggedInAs: 11 }),
    readingDigest(180000, { ...role, actsAs: 11 }),
    readingDigest(180000, { ...role, settings: [] }),
  ];
  expect(new Set(digests).size).toBe(digests.length);
  expect(readSettings(180000)).toMatchObject({ row_security: 'off' });
});

test('what extensions are told by the server, the database and the role is known', async (context) => {
  await using database = await freshDatabase(await server('18', context));
  const { name, target } = database;
  await database.query(`ALTER DATABASE ${name} SET shop.currency = 'EUR'; ALTER DATABASE ${name} SET work_mem = '8MB'`);
  await database.query(`ALTER ROLE "${target.user}" IN DATABASE ${name} SET shop.language = 'de'`);
  const client = await database.connect();
  const before = await readReadingRole(client);
  expect(before.settings).toEqual(expect.arrayContaining(['shop.currency=EUR', 'shop.language=de']));
  expect(before.settings.join()).not.toContain('work_mem');
  await client.query(`BEGIN; CREATE ROLE "${name} Reader"; SET LOCAL ROLE "${name} Reader"`);
  const after = await readReadingRole(client);
  expect(after.loggedInAs).toBe(before.loggedInAs);
  expect(after.actsAs).not.toBe(before.actsAs);
  await client.end();
});
