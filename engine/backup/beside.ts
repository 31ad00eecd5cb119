import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import { withConnection } from '../postgres/connect.ts';
import { seesMark } from '../postgres/serverMark.ts';
import { fixReadSettings } from '../postgres/session.ts';
import { describeTarget } from '../postgres/target.ts';
import type { Snapshot } from './snapshot.ts';

/** What a connection needs to see the same rows as the leader. */
export type SharedSnapshot = Pick<Snapshot, 'target' | 'facts' | 'id' | 'mark'>;

/** Runs `use` with a connection besides the one that holds a snapshot, to the same server. */
export async function withConnectionBeside<T>(
  snapshot: SharedSnapshot,
  options: { readonly signal: AbortSignal; readonly purpose: string },
  use: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return withConnection(snapshot.target, options, async (client) => {
    await fixReadSettings(client, snapshot.facts.versionNumber);
    await requireMark(client, snapshot);
    return use(client);
  });
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
