import { type DefinitionsDump, dumpDefinitions } from '../postgres/definitions/dumpDefinitions.ts';
import type { EmbeddedPgDump } from '../postgres/definitions/embeddedPgDump.ts';
import type { Snapshot } from './snapshot.ts';

/** Whatever pg_dump locks is locked already. */
const lockWaitMs = 5_000;

/**
 * Reads the definitions over the first connection, in its transaction. On a connection of its own pg_dump would have to lock
 * every table once more: a migration that waits for our lock would keep it waiting, and we would wait for pg_dump, which no
 * deadlock detector sees. The savepoint takes back the settings that pg_dump makes. From then on nothing is read
 * but tables, whose indexes a REINDEX may hold for long: that is waited for.
 */
export async function readDefinitions(
  { leader, target, facts, parameters }: Snapshot,
  excludeTables: readonly { schema: string; name: string }[],
  { embeddedPgDump, signal }: { readonly embeddedPgDump: EmbeddedPgDump; readonly signal: AbortSignal },
): Promise<DefinitionsDump> {
  await leader.query('SAVEPOINT definitions; SET LOCAL enable_seqscan = on'); // the catalogs are read in whole
  const definitions = await dumpDefinitions({
    target,
    serverVersion: facts.versionNumber,
    transaction: { client: leader, parameters },
    excludeTables,
    embeddedPgDump,
    lockWaitMs,
    ...(facts.encoding === 'SQL_ASCII' && { encoding: 'SQL_ASCII' }),
    signal,
  });
  await leader.query(
    'ROLLBACK TO SAVEPOINT definitions; RELEASE SAVEPOINT definitions; DEALLOCATE ALL; SET LOCAL lock_timeout = 0',
  );
  return definitions;
}
