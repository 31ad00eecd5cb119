import type pg from 'pg';
import { close, connect } from '../../postgres/connect.ts';
import { cancelBackend } from '../../postgres/definitions/cancel.ts';
import { fixReadSettings } from '../../postgres/session.ts';
import type { ConnectionTarget } from '../../postgres/target.ts';
import { type ExpressionSettings, useExpressionSettings } from '../build/expressionSettings.ts';

/** So long a server may take to hear of a cancellation before we hang up on it. */
const cancelPatienceMs = 1000;

export interface SessionOptions {
  readonly count: number;
  /** The server's version number. */
  readonly version: number;
  readonly settings: ExpressionSettings;
  readonly signal: AbortSignal;
}

/**
 * Opens the connections of a restore, and closes them whatever happens. When the signal fires what runs on them is
 * cancelled (an index under construction could otherwise be built to its end by a backend that nobody talks to), and
 * nothing more can be started on them. From when `use` calls `tooLate` on, which is before the last commit, the signal does
 * nothing any more: nobody would know whether that commit had come through.
 */
export async function withSessions<T>(
  target: ConnectionTarget,
  { count, version, settings, signal }: SessionOptions,
  use: (clients: readonly pg.Client[], tooLate: () => void) => Promise<T>,
): Promise<T> {
  const clients: pg.Client[] = [];
  const cancel = () => clients.map((client) => cancelAndHangUp(target, client));
  const tooLate = () => signal.removeEventListener('abort', cancel);
  signal.addEventListener('abort', cancel);
  try {
    for (let i = 0; i < count; i++) {
      const client = await connect(target, { signal, purpose: 'restore' });
      clients.push(client);
      await prepare(client, version, settings);
    }
    return await use(clients, tooLate);
  } finally {
    tooLate();
    await Promise.all(clients.map(close));
  }
}

async function cancelAndHangUp(target: ConnectionTarget, client: pg.Client): Promise<void> {
  await cancelBackend(target, client, AbortSignal.timeout(cancelPatienceMs)).catch(() => {}); // then hanging up must do
  client.connection.stream.destroy();
}

/**
 * As pg_restore sets a session up, and quicker commits: the last one is waited for, and with it all before it. Each statement sees what is
 * committed by then, whatever the database has as its default: who has just got a lock must see what its last holder has done.
 */
async function prepare(client: pg.Client, version: number, settings: ExpressionSettings): Promise<void> {
  await fixReadSettings(client, version);
  await useExpressionSettings(client, settings);
  await client.query(`
    SET check_function_bodies = off; SET xmloption = content; SET client_min_messages = warning; SET enable_seqscan = on;
    SET array_nulls = on; SET transform_null_equals = off; SET synchronous_commit = off; SET default_table_access_method = heap;
    SET default_transaction_isolation = 'read committed'`);
}
