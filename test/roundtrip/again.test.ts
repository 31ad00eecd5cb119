import { describe, expect, test } from 'vitest';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { freshDatabase, server } from '../servers.ts';
import { difference } from './describe.ts';
import { TestRepository } from './testRepository.ts';

describe('a second backup', () => {
  test('stores nothing that is stored already', async (context) => {
    const source = await freshDatabase(await server('18', context));
    const client = await source.connect();
    await loadFixture(client);
    await client.query(`
      CREATE TABLE loose WITH (fillfactor = 10) AS SELECT g AS id, md5(g::text) AS a FROM generate_series(1, 60000) g; -- two ranges
      CREATE TABLE small AS SELECT g AS id FROM generate_series(1, 1000) g;`);
    await using repository = await TestRepository.open();
    const first = await repository.backup(source);
    expect(first.totals.newBytes).toBe(first.totals.storedBytes);

    await client.query('VACUUM ANALYZE');
    const second = await repository.backup(source, { concurrency: 4 });
    expect(second.set).not.toBe(first.set);
    expect(second.totals).toEqual({ ...first.totals, newBytes: 0 });

    await client.query('INSERT INTO small VALUES (0)');
    const third = await repository.backup(source);
    expect(third.totals.newBytes).toBeGreaterThan(0);
    expect(third.totals.newBytes).toBeLessThan(first.totals.newBytes / 5);
    expect(third.totals.rows).toBe(first.totals.rows + 1);

    await client.query('DROP PUBLICATION pub2, pub3'); // they forbid changes of tables without an identity
    await client.query("UPDATE loose SET a = 'changed' WHERE id = 60000");
    const fourth = await repository.backup(source);
    expect(fourth.totals.newBytes).toBeLessThan(first.totals.newBytes * 0.75);
    await client.end();

    const target = await freshDatabase(source.server);
    await repository.restore(target.target);
    expect(await difference(source, target)).toEqual([]);
  });
});
