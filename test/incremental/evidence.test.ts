import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { evidenceOf } from '../../engine/backup/readData.ts';
import type { Reuse } from '../../engine/backup/reuse.ts';
import { type Snapshot, withSnapshot } from '../../engine/backup/snapshot.ts';
import { momentOf } from '../../engine/incremental/moment.ts';
import type { SetEvidence } from '../../engine/repository/evidence.ts';
import { freshDatabase } from '../servers.ts';

let server: ThrowawayServer;

beforeAll(async () => {
  server = await startServer({ settings: { fsync: 'off', summarize_wal: 'on' } });
});

afterAll(() => server.stop());

/** What a set keeps whose rows were all read; `meanwhile` comes between the reading and the server's summary. */
async function evidenceAfter(meanwhile: (leader: Snapshot['leader']) => Promise<unknown>) {
  await using database = await freshDatabase(server);
  const objects = { include: ['public.*'], exclude: [], structureOnly: [] };
  await database.query('CREATE TABLE t (id int)');
  return await withSnapshot(database.target, objects, { plan: 'evidence', onWait: () => {} }, async (snapshot) => {
    const { history, facts } = snapshot;
    if ('obstacle' in history) throw new Error(history.obstacle.kind);
    const { position, checkpoint } = history;
    const told = { ...position, checkpoint, settings: '', systemIdentifier: facts.systemIdentifier! };
    const reuse: Reuse = { ...nothingReused, moment: momentOf(told, []) };
    await meanwhile(snapshot.leader);
    const signal = new AbortController().signal;
    const evidence: SetEvidence | undefined = await evidenceOf(snapshot, { reuse, readingTook: 0 }, signal);
    return evidence!;
  });
}

const nothingReused = {
  toRead: [],
  reused: [],
  unread: [],
  audits: new Map(),
  reasons: new Map(),
  storedBytes: new Map(),
  base: undefined,
  reason: undefined,
  evidence: undefined,
  bytesPerSecond: undefined,
};

test('a set is a base only if its snapshot was held until all WAL of it was summarized', async () => {
  expect((await evidenceAfter(async () => {})).base).toBeDefined();
  const lost = await evidenceAfter(async (leader) => {
    const other = await freshDatabase(server);
    await other.query(`SELECT pg_terminate_backend(${(leader as unknown as { processID: number }).processID}, 5000)`);
    await other.drop();
  });
  expect(lost.base).toBeUndefined();
  expect(lost.end).toMatch(/^[0-9A-F]+\/[0-9A-F]+$/);
});
