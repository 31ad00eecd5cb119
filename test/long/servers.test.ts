import { describe, expect, test } from 'vitest';
import { loadFixture } from '../fixtures/loadFixture.ts';
import { expectSameDatabase } from '../oracle.ts';
import { freshDatabase, server } from '../servers.ts';

describe.each(['14', '16', '17'])('PostgreSQL %s', (version) => {
  test('is installed, and the fixture and the oracle understand it', async (context) => {
    const on = await server(version, context);
    expect(on.version).toMatch(new RegExp(`^${version}\\.`));
    const original = await freshDatabase(on);
    const client = await original.connect();
    await loadFixture(client);
    await expectSameDatabase(client, client);
    await client.end();
  });
});
