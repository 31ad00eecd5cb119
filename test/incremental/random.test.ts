import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { freshDatabase } from '../servers.ts';
import type { Verdict } from './harness/judge.ts';
import { play } from './harness/play.ts';

let server: ThrowawayServer;

beforeAll(async () => {
  server = await startServer({
    settings: { fsync: 'off', summarize_wal: 'on', max_prepared_transactions: '100', autovacuum_naptime: '1s' },
  });
});

afterAll(() => server.stop());

test('whatever is done to a database at the same time, no range is held to be unchanged that is not', async () => {
  await using database = await freshDatabase(server);
  const enough = ({ decisions, reused }: Verdict) => decisions > 2000 && reused > 500; // nothing is proved by reading all
  const { verdict } = await play(database, { seed: 20261125, blocksPerRange: 1, enough, until: Date.now() + 180_000 });
  expect(verdict).toMatchObject({ wrong: 0, examples: [] });
  expect(enough(verdict)).toBe(true);
}, 240_000);
