import type pg from 'pg';
import { withConnection } from './connect.ts';
import type { ConnectionTarget } from './target.ts';

/**
 * What stands between us and the server: nothing, a pooler that gives each client a backend of its own for as long as it
 * is connected, or one that hands out another backend for every transaction.
 */
export type Pooling = 'none' | 'session' | 'transaction';

/**
 * A pooler makes up the process id that a client is told when it connects (BackendKeyData:
 * https://www.postgresql.org/docs/current/protocol-flow.html), so that it differs from the backend's own: that costs one
 * query. Only then a second connection is opened; when both are served by one and the same backend, it belongs to neither.
 */
export async function detectPooling(
  client: pg.Client,
  target: ConnectionTarget,
  signal?: AbortSignal,
): Promise<Pooling> {
  const first = await backendOf(client);
  if (first === client.processID) return 'none';
  const second = await withConnection(target, { signal, purpose: 'pooler check' }, backendOf);
  return first === second ? 'transaction' : 'session';
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query('SELECT pg_catalog.pg_backend_pid() AS pid');
  return rows[0].pid;
}
