import { PgstowError } from '../errors.ts';
import { readFingerprints, type TableFingerprint } from '../postgres/catalog/fingerprints.ts';
import { readMutableTypes } from '../postgres/catalog/types.ts';
import { withConnectionBeside } from './beside.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * Makes sure, when all is read, that what was read is of one state. The first connection must still be there: without its
 * locks a table could have been emptied under the readers. And no type may look different now: rows are read by the
 * snapshot, but their values are turned into text by the catalogs of the moment, so that a label of an enum that was renamed
 * meanwhile would be one that the definitions do not know. Gives the fingerprints as they are now of the tables that had one.
 */
export async function confirmSnapshot(
  snapshot: Snapshot,
  fingerprinted: ReadonlyMap<number, TableFingerprint>,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, TableFingerprint>> {
  const then = await readMutableTypes(snapshot.leader);
  const beside = { signal, purpose: 'backup check' };
  const { now, fingerprints } = await withConnectionBeside(snapshot, beside, async (client) => {
    const now = await readMutableTypes(client);
    return { now, fingerprints: await readFingerprints(client, [...fingerprinted.keys()]) };
  });
  const current = new Map(now.map(({ key, state }) => [key, state]));
  const changed = then.filter(({ key, state }) => current.has(key) && current.get(key) !== state);
  if (changed.length === 0) return fingerprints;
  const names = [...new Set(changed.map(({ type }) => type))];
  throw new PgstowError('lock', `${names.slice(0, 10).join(', ')} changed while values of such types were read`, {
    hint: 'run the backup when the migration is over',
    retryable: true,
  });
}
