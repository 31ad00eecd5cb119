import { PgstowError } from '../errors.ts';
import type { DrillReport } from '../repository/drillReport.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { runError } from '../repository/runHandle.ts';
import type { Surroundings } from '../repository/surroundings.ts';
import { version } from '../version.ts';
import type { Came } from './rehearse.ts';

interface Rehearsed {
  readonly run: string;
  readonly set: SetManifest;
  readonly startedAt: Date;
  readonly came: Came | { readonly error: unknown };
  readonly warnings: readonly string[];
}

/** How a drill came out, as it is stored. */
export function reportOf({ now, host }: Surroundings, { run, set, startedAt, came, warnings }: Rehearsed): DrillReport {
  const finishedAt = now();
  const result = 'error' in came ? nothing(came.error) : { ...came, ...judged(came) };
  return {
    format: 1,
    run,
    plan: set.plan,
    set: set.set,
    snapshotAt: set.snapshotAt,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt.toISOString(),
    host,
    tool: version,
    ...result,
    seconds: Math.max(0, finishedAt.getTime() - startedAt.getTime()) / 1000,
    warnings: [...warnings],
  };
}

type Outcome = Pick<DrillReport, 'outcome' | 'error'>;

function nothing(error: unknown): Outcome & Pick<DrillReport, 'proved' | 'assertions'> {
  return { outcome: 'failed', proved: { tables: 0, rows: 0, bytes: 0 }, assertions: [], error: runError(error) };
}

function judged(came: Pick<DrillReport, 'assertions'>): Outcome {
  const failure = assertionFailure(came);
  return failure ? { outcome: 'failed', error: runError(failure) } : { outcome: 'passed' };
}

const mostNamed = 5;

/** The error for assertions that do not hold; undefined when all do. */
export function assertionFailure({ assertions }: Pick<DrillReport, 'assertions'>): PgstowError | undefined {
  const failed = assertions.filter(({ passed }) => !passed);
  if (failed.length === 0) return undefined;
  const named = failed.slice(0, mostNamed).map(({ name, reason }) => `${JSON.stringify(name)}: ${reason}`);
  const more = failed.length > mostNamed ? `; and ${failed.length - mostNamed} more` : '';
  return new PgstowError(
    'verification',
    `${failed.length} of ${assertions.length} assertions do not hold in the restored database: ${named.join('; ')}${more}`,
    { hint: 'the set is restored and proved: is what it holds what it should be, or is the assertion wrong?' },
  );
}
