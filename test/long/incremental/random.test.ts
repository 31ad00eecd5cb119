import { expect, test } from 'vitest';
import { startServer } from '../../../embedded/server.ts';
import { type Played, play } from '../../incremental/harness/play.ts';
import type { Randomness } from '../../incremental/harness/randomness.ts';
import { freshDatabase, type TestDatabase } from '../../servers.ts';
import { installationOf } from '../../setup/sharedServer.ts';

/** Ranges of one block are the strictest, those of eight are more like real ones. */
const divisions = [1, 1, 2, 4, 8];

/** Rules without which chance alone finds what is wrong; `rules.test.ts` has a case for each, these and all others. */
const foundByChance = ['noBlockChanged', 'sameDefinition', 'logged', 'olderThanAllRunning'];

const wanted = Number(process.env.PGSTOW_DECISIONS ?? 1_000_000);
const firstSeed = Number(process.env.PGSTOW_SEED ?? 1);

test.each(['18', '17'])('no range is held to be unchanged that is not, on PostgreSQL %s', async (version) => {
  const total = { decisions: 0, reused: 0, looks: 0 };
  const wrongWithout = new Map<string, number>();
  for (let seed = firstSeed; total.decisions < wanted / 2; seed++) {
    const { verdict, looks, ...played } = await playOnce(version, seed);
    expect(verdict, `seed ${seed}`).toMatchObject({ wrong: 0, examples: [] });
    total.decisions += verdict.decisions;
    total.reused += verdict.reused;
    total.looks += looks;
    for (const [rule, wrong] of played.wrongWithout) wrongWithout.set(rule, (wrongWithout.get(rule) ?? 0) + wrong);
    console.log(`seed ${seed}:`, JSON.stringify({ ...total, ...Object.fromEntries(wrongWithout) }));
  }
  expect(total.reused).toBeGreaterThan(total.decisions / 20);
  for (const rule of foundByChance) expect(wrongWithout.get(rule), `without ${rule}`).toBeGreaterThan(0);
});

/** A server of its own for each seed; in every third one backends are killed, so that it recovers from a crash. */
async function playOnce(version: string, seed: number): Promise<Played> {
  await using server = await startServer({
    version: installationOf(version),
    settings: {
      fsync: 'off',
      summarize_wal: 'on',
      max_prepared_transactions: '200',
      autovacuum_naptime: '1s',
      max_wal_size: '4GB',
    },
  });
  await using database = await freshDatabase(server);
  return await play(database, {
    seed,
    enough: ({ decisions }) => decisions >= wanted / 10,
    blocksPerRange: divisions[seed % divisions.length]!,
    until: Date.now() + 120_000,
    leaveOut: true,
    ...(seed % 3 === 0 && { between: (random, looks) => crashSometimes(database, random, looks) }),
  });
}

async function crashSometimes({ target }: TestDatabase, random: Randomness, looks: number): Promise<void> {
  if (looks % 7 !== 0) return;
  const { default: pg } = await import('pg');
  const client = new pg.Client({ ...target, ssl: false });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
    process.kill(rows[0].pid, 'SIGKILL');
  } catch {
    // it is recovering still
  } finally {
    await client.end().catch(() => {});
  }
  await new Promise((resolve) => setTimeout(resolve, random.between(200, 1500)));
}
