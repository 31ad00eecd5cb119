import { describe, expect, test } from 'vitest';
import { server, versions } from '../servers.ts';
import { backUpUnderLoad } from './underLoad.ts';

describe.each(versions)('PostgreSQL %s', (version) => {
  test('backups under transfers, TRUNCATE, ALTER TABLE, VACUUM FULL and renamed labels are consistent', async (context) => {
    const outcome = await backUpUnderLoad(await server(version, context), 8);
    expect(outcome.sets).toBeGreaterThan(0);
    console.log(`PostgreSQL ${version}: ${JSON.stringify(outcome, null, 1)}`);
  }, 180_000);
});
