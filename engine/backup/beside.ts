import type pg from 'pg';
import { PgstowError, throwIfAborted } from '../errors.ts';
import { close, connect } from '../postgres/connect.ts';
import { seesMark } from '../postgres/serverMark.ts';
import { fixReadSettings } from '../postgres/session.ts';
import { describeTarget } from '../postgres/target.ts';
import type { Snapshot } from './snapshot.ts';
import type { SpareConnection } from './spareConnection.ts';

/** What a connection needs to see the same rows as the leader. */
export type SharedSnapshot = Pick<Snapshot, 'target' | 'facts' | 'id' | 'mark'> & {
  readonly spare?: SpareConnection | undefined;
};

export interface BesideOptions {
  readonly signal: AbortSignal;
  readonly purpose: string;
}

/**
 * Runs `use` with a connection besides the one that holds a snapshot, to the same server: the spare one where it is free. `use` leaves no
 * transaction open, unless it rejects.
 */
export async function withConnectionBeside<T>(
  snapshot: SharedSnapshot,
  options: BesideOptions,
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = (await spareFor(snapshot, options)) ?? (await connectBeside(snapshot, options));
  let isSound = false;
  try {
    const result = await hangingUp(client, options.signal, async () => {
      await requireMark(client, snapshot);
      return use(client);
    });
    isSound = !options.signal.aborted;
    return result;
  } finally {
    if (!isSound || !(await snapshot.spare?.give(client))) await close(client);
  }
}

/**
 * Begins to connect while nobody waits for that yet, where so many connections may be open that the leader need not be the only one. On a standby
 * it is, until the end.
 */
export function keepSpare(
  snapshot: SharedSnapshot,
  { connections, signal }: { readonly connections: number; readonly signal: AbortSignal },
): void {
  if (connections < 2 || snapshot.id === null) return;
  snapshot.spare?.begin(() => connectBeside(snapshot, { signal, purpose: 'backup reader' }));
}

/** Connects for reading. Whether it is the same server is yet to be seen. */
export async function connectBeside(
  { target, facts }: Pick<SharedSnapshot, 'target' | 'facts'>,
  options: BesideOptions,
): Promise<pg.Client> {
  const client = await connect(target, options);
  try {
    await hangingUp(client, options.signal, () => fixReadSettings(client, facts.versionNumber));
    return client;
  } catch (thrown) {
    await close(client);
    throw thrown;
  }
}

/** The spare connection under another purpose; undefined where there is none, or it was lost while nobody looked. */
async function spareFor({ spare }: SharedSnapshot, { signal, purpose }: BesideOptions): Promise<pg.Client | undefined> {
  const client = await spare?.take();
  if (!client) return undefined;
  try {
    await hangingUp(client, signal, () => client.query(`SET application_name = 'pgstow ${purpose}'`));
    return client;
  } catch {
    await close(client);
    return undefined;
  }
}

/** The connection is cut off when the signal fires: whatever is under way rejects. */
async function hangingUp<T>(client: pg.Client, signal: AbortSignal, use: () => Promise<T>): Promise<T> {
  throwIfAborted(signal); // a signal that has fired does not fire again
  const hangUp = () => client.connection.stream.destroy();
  signal.addEventListener('abort', hangUp);
  try {
    return await use();
  } finally {
    signal.removeEventListener('abort', hangUp);
  }
}

/**
 * An address may lead to one of several servers, whose rows would be taken for those of the first. On a standby the leader reads alone,
 * and only asks a further connection whether definitions have changed: there several stand behind one address as a rule.
 */
async function requireMark(client: pg.Client, { target, id, mark }: SharedSnapshot): Promise<void> {
  if (id === null || (await seesMark(client, mark))) return;
  throw new PgstowError(
    'connection',
    `a further connection to ${describeTarget(target)} does not find the transaction of the first one: that has ended, or this is another server`,
    {
      hint: 'run it again; if it comes back, let the plan name one server: no address that leads to one of several, and nothing in between that does',
      retryable: true,
    },
  );
}
