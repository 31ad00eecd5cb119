import { expect, test } from 'vitest';
import { copyOut } from '../../engine/postgres/copyOut.ts';
import { copyOutSql } from '../../engine/postgres/copySql.ts';
import type { RangeItem, TableItem } from '../../engine/repository/contents.ts';
import type { LoadContext, TableLoad } from '../../engine/restore/rows/load.ts';
import { LostRows } from '../../engine/restore/rows/lostRows.ts';
import { proveJobs } from '../../engine/restore/rows/prove.ts';
import { freshDatabase, server } from '../servers.ts';

const columns = ['id', 'text'];
const place = { schema: 'public', name: 'large' };

test('a large table is read back in slices that leave out no row, in whichever slice it differs', async (context) => {
  await using database = await freshDatabase(await server('18', context));
  await database.query(
    "CREATE TABLE large AS SELECT g AS id, repeat('x', 200) AS text FROM generate_series(1, 5000) g",
  );
  const client = await database.connect();
  const digest = await copyOut(client, copyOutSql({ ...place, columns }, 'UTF8'), () => {});
  // it says that it is larger than it is: 16 slices
  const table: TableItem = {
    ...{ kind: 'table', oid: 1, persistence: 'p', ...place, columns, bytes: 2 ** 29 },
    ...{ rows: digest.rows, hash: digest.hash },
  };
  const ranges = [
    { kind: 'range', to: 64 },
    { kind: 'range', from: 64 },
  ] as RangeItem[];
  const load: TableLoad = { table, ranges, place, append: false, after: [] };
  const prove = async () => {
    const task = { isDone: () => false };
    const proved = new Set<TableItem>();
    const given = { encoding: 'UTF8', version: 180000, proof: true, proved, lost: new LostRows(), task };
    const jobs = proveJobs([load], given as unknown as LoadContext);
    expect(jobs).toHaveLength(16);
    for (const job of jobs.toReversed()) await job.run(client);
    return proved.has(table);
  };
  expect(await prove()).toBe(true);
  for (const id of [1, 2500, 5000]) {
    await database.query(`BEGIN; UPDATE large SET text = 'y' WHERE id = ${id}; COMMIT`);
    await expect(prove()).rejects.toMatchObject({ code: 'verification' });
    await database.query(`UPDATE large SET text = repeat('x', 200) WHERE id = ${id}`);
    expect(await prove()).toBe(true);
  }
  await database.query('DELETE FROM large WHERE id = 77');
  await expect(prove()).rejects.toThrow('public.large: the target holds 4999 rows with hash');
  await client.end();
});
