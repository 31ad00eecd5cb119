import type { ConnectionTarget } from '../target.ts';

/** What a pg_dump is to do, be it the embedded or a native one. */
export interface DumpJob {
  readonly args: readonly string[];
  readonly stdin: Buffer;
  readonly target: ConnectionTarget;
  readonly stallLimitMs: number;
  readonly signal: AbortSignal | undefined;
}

/** What it left behind. */
export interface DumpOutcome {
  readonly exitCode: number;
  /** Its standard output. */
  readonly archive: Buffer;
  readonly stderr: string;
}

/**
 * Settings of libpq that keep it from asking for what was settled when the connection was opened: TLS, authentication. The
 * names end up in the archive's header. Protocol 3.0 is what `pg` has agreed on with the server.
 */
export function libpqEnvironment(target: ConnectionTarget): Record<string, string> {
  return {
    PGDATABASE: target.database,
    PGUSER: target.user,
    PGSSLMODE: 'disable',
    PGGSSENCMODE: 'disable',
    PGMAXPROTOCOLVERSION: '3.0',
    LC_ALL: 'C',
    TZ: 'UTC',
  };
}
