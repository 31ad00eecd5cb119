import { withConnection } from '../postgres/connect.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { SetSource } from '../repository/manifest.ts';
import { withThrowawayDatabase } from './withThrowawayDatabase.ts';
import { withThrowawayServer } from './withThrowawayServer.ts';

/** A database that is there for the time of a call, and the ways into it. */
export interface ThrowawayPlace {
  /** As the role that owns it. */
  readonly target: ConnectionTarget;
  /** Who may create extensions: where the server is there for this call alone, its superuser. */
  readonly extensionCreator: ConnectionTarget;
  /** `named` is somebody's server. */
  readonly kind: 'throwaway' | 'named';
}

export interface ThrowawayPlaceOptions {
  /** Of the database; unlike any other's. */
  readonly name: string;
  /** The database that it is to be like: of its version, or a newer one, and with its encoding and locale. */
  readonly like: SetSource;
  /** A server in which the database is made. Default: one is started for it. */
  readonly server?: ConnectionTarget | undefined;
  readonly signal: AbortSignal;
  readonly onWarning: (message: string) => void;
}

/**
 * A role that may do nothing but in its own database: what a set's definitions say runs as it. It reads past the policies of the
 * set, which are for the roles of the source.
 */
const owner = 'pgstow';

/** Runs `use` with such a database, and with such a server unless one is named; both are gone afterwards. */
export function withThrowawayPlace<T>(
  { name, like, server, signal, onWarning }: ThrowawayPlaceOptions,
  use: (place: ThrowawayPlace) => Promise<T>,
): Promise<T> {
  const options = { name, like, signal, onWarning };
  if (server) {
    return withThrowawayDatabase(server, options, (target) => use({ target, extensionCreator: target, kind: 'named' }));
  }
  const major = Math.floor(like.versionNumber / 10_000);
  return withThrowawayServer({ major, signal }, async (throwaway) => {
    if (throwaway.major < major) {
      onWarning(
        `the set is of PostgreSQL ${major}, and the newest server here is ${throwaway.major}: it may not know all of it`,
      );
    }
    const first = throwaway.target('postgres');
    await withConnection(first, { signal, purpose: 'throwaway server' }, (client) =>
      client.query(`CREATE ROLE ${owner} LOGIN BYPASSRLS`),
    );
    return withThrowawayDatabase(first, { ...options, owner }, (target) =>
      use({ target: { ...target, user: owner }, extensionCreator: target, kind: 'throwaway' }),
    );
  });
}
