import { PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { withConnection } from '../postgres/connect.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { AssertionResult, DrillReport } from '../repository/drillReport.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { carryOut } from '../restore/carryOut.ts';
import { restoreDefaults } from '../restore/request.ts';
import type { Assertion } from '../spec/drillSchema.ts';
import { type ThrowawayPlace, withThrowawayPlace } from '../throwaway/withThrowawayPlace.ts';
import { checkAssertions } from './assertions.ts';
import { prepareDatabase } from './prepareDatabase.ts';
import type { DrillRequest } from './request.ts';

/** What a rehearsal has come to. Durations are in seconds. */
export interface Came {
  readonly server: NonNullable<DrillReport['server']>;
  readonly proved: DrillReport['proved'];
  readonly recoverySeconds: number;
  readonly assertions: readonly AssertionResult[];
}

export interface Execution {
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
}

/** Restores the set into a place of its own and asks what is asserted. Assertions that do not hold are a result. */
export function rehearse(
  repository: Repository,
  set: SetManifest,
  { server, jobs = restoreDefaults.jobs, assertions }: DrillRequest & { readonly assertions: readonly Assertion[] },
  { run, meter, signal }: Execution,
): Promise<Came> {
  const onWarning = (message: string) => meter.warn(message);
  meter.phase('server');
  return withThrowawayPlace({ name: run.toLowerCase(), like: set.source, server, signal, onWarning }, async (place) => {
    const { kind, target } = place;
    const version = await serverVersion(target, signal);
    const began = performance.now();
    if (kind === 'throwaway') await prepareDatabase(repository, set, place, { meter, signal });
    const request = {
      ...restoreDefaults,
      plan: set.plan,
      target,
      conflict: 'fail',
      owner: false,
      acl: false,
      jobs,
      thaw: undefined, // nobody has said that a drill may cost that, and hours
    } as const;
    const execution = { run, meter, signal, onPreview: () => {} };
    const { preview, ...done } = await carryOut(repository, set, request, execution).catch((thrown) => {
      throw lacking(thrown, place);
    });
    const recoverySeconds = Math.round(performance.now() - began) / 1000;
    meter.phase('assertions');
    return {
      server: { kind, version },
      proved: { tables: done.proved, rows: done.provedRows, bytes: preview.bytes },
      recoverySeconds,
      assertions: await checkAssertions(target, assertions, { signal }),
    };
  });
}

async function serverVersion(target: ConnectionTarget, signal: AbortSignal): Promise<string> {
  let version = '';
  const onParameter = (name: string, value: string) => {
    if (name === 'server_version') version = /^\S+/.exec(value)?.[0] ?? value;
  };
  await withConnection(target, { signal, purpose: 'drill', onParameter }, async () => {});
  return version;
}

/** What stands in the way is known before anything is restored, and is told with what can be done about it in a restore. */
function lacking(thrown: unknown, { kind }: ThrowawayPlace): unknown {
  if (!(thrown instanceof PgstowError) || !['conflict', 'privilege'].includes(thrown.code)) return thrown;
  const hint =
    kind === 'throwaway'
      ? 'the server that a drill starts restores as a role without rights: name one that has what is missing with --server or PGSTOW_DRILL_SERVER'
      : 'the server that is named lacks it, or its role may not do it: create it there, or name another server, or another role';
  return new PgstowError(thrown.code, thrown.message, { hint, cause: thrown });
}
