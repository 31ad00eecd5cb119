import { describe, expect, test } from 'vitest';
import { backUpUnderLoad } from '../../faults/underLoad.ts';
import { server, versions } from '../../servers.ts';

describe.each(versions)('PostgreSQL %s', (version) => {
  test('ten minutes of backups under transfers, TRUNCATE, ALTER TABLE, VACUUM FULL and renamed labels are consistent', async (context) => {
    const outcome = await backUpUnderLoad(await server(version, context), 600);
    console.log(`PostgreSQL ${version}: ${JSON.stringify(outcome, null, 1)}`);
    expect(outcome.sets).toBeGreaterThan(30);
    expect(outcome.lockErrors.length).toBeLessThan(outcome.sets / 10);
  }, 900_000);
});
