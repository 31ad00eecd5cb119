import { throwIfAborted } from '../../errors.ts';
import { parseArchive } from '../archive.ts';
import type { ConnectionTarget } from '../target.ts';
import { dumpArguments } from './dumpArguments.ts';
import { dumpError } from './dumpError.ts';
import type { DumpJob, DumpOutcome } from './dumpJob.ts';
import { type EmbeddedPgDump, embeddedMajor, withEmbeddedPgDump } from './embeddedPgDump.ts';
import { choosePgDump, type NativePgDump } from './nativePgDump.ts';
import { parseMessages } from './pgDumpMessages.ts';
import { runNativePgDump } from './runNativePgDump.ts';
import { lendToSplice, type OpenTransaction, openSplice, type Splice } from './splice.ts';
import type { TableName } from './tableFilter.ts';

export interface DefinitionsRequest {
  readonly target: ConnectionTarget;
  /** `server_version_num`, such as 180004. */
  readonly serverVersion: number;
  /** What `pg_export_snapshot()` gave: not needed in a transaction that is open, and on a standby not safe. */
  readonly snapshot?: string | undefined;
  /** A transaction to read in, under its locks and with its snapshot; without one, a connection is opened for it. */
  readonly transaction?: OpenTransaction | undefined;
  /** Tables to leave out, neither locked nor read: exact names. Tens of thousands are fine. */
  readonly excludeTables: readonly TableName[];
  /** How long a lock on a table may be waited for, in milliseconds; more than 0. */
  readonly lockWaitMs: number;
  /** The encoding of the definitions. Default UTF8; a SQL_ASCII database has no other than its own. */
  readonly encoding?: string | undefined;
  /** Path of a pg_dump that the user named; without it the embedded one is used, or a native one found by version. */
  readonly nativePgDump?: string | undefined;
  /** One that was started already; it is ended if a native one is needed. */
  readonly embeddedPgDump?: EmbeddedPgDump | undefined;
  /** How long neither side may send a byte beyond the lock wait, in milliseconds. Default 15 minutes. */
  readonly stallLimitMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface DefinitionsDump {
  /** A custom-format archive without data, as `pg_restore` reads it and `parseArchive` does. */
  readonly archive: Buffer;
  readonly pgDumpVersion: string;
  readonly by: 'embedded' | 'native';
  /** What pg_dump said although it succeeded, such as subscriptions that only a superuser may read. */
  readonly warnings: readonly string[];
}

const stallLimitMs = 15 * 60_000;

/**
 * Reads the definitions of a whole database with a real pg_dump: `pg_dump --schema-only --format=custom`. Large objects are
 * data to it: neither they nor their owners, privileges and comments are in the archive.
 *
 * Rejects with `lock` (a table stayed locked), `privilege` (a table may not be read, named), `connection`, `interrupted`,
 * `unsupported` (no pg_dump is new enough) or `database` (pg_dump's own words). However it ends, no backend is left behind;
 * a transaction that was given is still open when it resolves, with pg_dump's settings.
 */
export async function dumpDefinitions(request: DefinitionsRequest): Promise<DefinitionsDump> {
  throwIfAborted(request.signal);
  const native = await chooseNative(request);
  const splice = request.transaction
    ? lendToSplice(request.target, request.transaction)
    : await openSplice(request.target, request.signal);
  try {
    const job = {
      ...dumpArguments(request),
      target: request.target,
      stallLimitMs: (request.stallLimitMs ?? stallLimitMs) + request.lockWaitMs,
      signal: request.signal,
    };
    const outcome = await runPgDump(request, native, splice, job);
    if (outcome.exitCode !== 0) throw dumpError(request, outcome, splice);
    return {
      archive: outcome.archive,
      pgDumpVersion: parseArchive(outcome.archive).dumpVersion,
      by: native ? 'native' : 'embedded',
      warnings: parseMessages(outcome.stderr).map(({ text }) => text),
    };
  } finally {
    await splice.close();
  }
}

async function runPgDump(
  { target, embeddedPgDump }: DefinitionsRequest,
  native: NativePgDump | undefined,
  splice: Splice,
  job: DumpJob,
): Promise<DumpOutcome> {
  if (native) {
    await embeddedPgDump?.end();
    return runNativePgDump(native, splice, job);
  }
  if (embeddedPgDump) return embeddedPgDump.run(splice, job);
  return withEmbeddedPgDump(target, (pgDump) => pgDump.run(splice, job));
}

/** The native pg_dump to run; none when the embedded one will do. A pg_dump refuses servers newer than itself. */
async function chooseNative(request: DefinitionsRequest): Promise<NativePgDump | undefined> {
  const serverMajor = Math.floor(request.serverVersion / 10_000);
  if (request.nativePgDump === undefined && serverMajor <= embeddedMajor) return undefined;
  return choosePgDump({ serverMajor, named: request.nativePgDump, needsFilter: request.excludeTables.length > 0 });
}
