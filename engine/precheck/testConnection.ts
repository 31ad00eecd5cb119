import type { TLSSocket } from 'node:tls';
import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import { withConnection } from '../postgres/connect.ts';
import { type ConnectionTarget, describeTarget } from '../postgres/target.ts';
import type { Repository } from '../repository/repository.ts';
import { resolveSource } from '../spec/source.ts';
import { sourceAddress } from '../spec/sourceAddress.ts';

export interface TestConnectionOptions {
  readonly signal?: AbortSignal;
  /** How long to wait for the server, in milliseconds. Default 15,000. */
  readonly timeout?: number;
}

export type ConnectionTest = ConnectionPassed | ConnectionFailed;

export interface ConnectionPassed {
  readonly passed: true;
  /** `user@host:port/database`. */
  readonly address: string;
  /** Such as `18.4`. */
  readonly serverVersion: string;
  /** The role that the server knows us as. */
  readonly role: string;
  readonly superuser: boolean;
  /** Null where the connection is not encrypted. */
  readonly tls: TlsFacts | null;
  /** True for a server that follows another one. */
  readonly standby: boolean;
  /** From the start until the server's answer to the first query, in milliseconds. */
  readonly milliseconds: number;
}

export interface ConnectionFailed {
  readonly passed: false;
  readonly address: string;
  readonly reason: string;
  readonly remedy: string;
  /** True when trying again may help. */
  readonly retryable: boolean;
}

export interface TlsFacts {
  /** Such as `TLSv1.3`. */
  readonly version: string;
  readonly cipher: string;
}

/**
 * Connects to a plan's source, or to a target, and says what is there or what stood in the way. A secret that is not set
 * is a failed test too. Rejects only with `input` (unknown plan) or `interrupted`.
 */
export async function testConnection(
  repository: Repository,
  planOrTarget: string | ConnectionTarget,
  options: TestConnectionOptions = {},
): Promise<ConnectionTest> {
  if (typeof planOrTarget !== 'string') return testTarget(planOrTarget, options);
  const { document } = await repository.plans.resolve(planOrTarget);
  const { source } = document;
  try {
    const target = await resolveSource(source, { open: repository.secrets.opener(document), signal: options.signal });
    return await testTarget(target, options);
  } catch (thrown) {
    return failure(`${source.user}@${sourceAddress(source)}/${source.database}`, thrown);
  }
}

async function testTarget(target: ConnectionTarget, options: TestConnectionOptions): Promise<ConnectionTest> {
  const started = performance.now();
  const address = describeTarget(target);
  try {
    return await withConnection(target, { ...options, purpose: 'connection test' }, async (client) => {
      const facts = await askServer(client);
      const milliseconds = Math.round(performance.now() - started);
      return { passed: true, address, ...facts, tls: tlsOf(client), milliseconds };
    });
  } catch (thrown) {
    return failure(address, thrown);
  }
}

async function askServer(
  client: pg.Client,
): Promise<Pick<ConnectionPassed, 'serverVersion' | 'role' | 'superuser' | 'standby'>> {
  const { rows } = await client.query(`
    SELECT pg_catalog.current_setting('server_version') AS "serverVersion", current_user::text AS role,
           pg_catalog.current_setting('is_superuser')::bool AS superuser, pg_catalog.pg_is_in_recovery() AS standby`);
  return rows[0];
}

/** How a connection is encrypted, as our end of it has it: null when it is not. */
export function tlsOf(client: pg.Client): TlsFacts | null {
  const socket = client.connection.stream as Partial<TLSSocket>;
  const version = socket.getProtocol?.();
  return version ? { version, cipher: socket.getCipher!().name } : null;
}

function failure(address: string, thrown: unknown): ConnectionFailed {
  if (!(thrown instanceof PgstowError) || thrown.code === 'interrupted') throw thrown;
  const remedy = thrown.hint ?? 'check address, user and database';
  return { passed: false, address, reason: thrown.message, remedy, retryable: thrown.retryable };
}
