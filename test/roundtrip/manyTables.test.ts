import { expect, test, vi } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { TestRepository } from './testRepository.ts';

test('small tables that share blobs are restored with one request for each blob and connection at most', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await using target = await freshDatabase(source.server);
  await source.query(`
    DO $$ BEGIN FOR i IN 1..600 LOOP
      EXECUTE format('CREATE TABLE t_%s AS SELECT g AS id, md5(g::text) AS a FROM generate_series(1, %s) g', i, 1 + i % 50);
    END LOOP; END $$`);
  await using repository = await TestRepository.open();
  const { totals } = await repository.backup(source);
  expect(totals.blobs).toBeGreaterThan(3); // more than a reader keeps
  const get = vi.spyOn(repository.repository.blobs, 'get');

  await repository.restore(target.target, { jobs: 2 });

  expect(get.mock.calls.length).toBeLessThanOrEqual(2 * totals.blobs);
});
