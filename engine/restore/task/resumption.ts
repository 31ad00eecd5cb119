import { createHash } from 'node:crypto';
import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import { quoteQualified } from '../../postgres/identifier.ts';
import { tablesOf } from '../build/build.ts';
import { planSteps, type Steps } from '../build/steps.ts';
import type { DecidedPreview, RestorePlan } from '../preview/preview.ts';
import type { Problem } from '../preview/problems.ts';
import type { RestoreRequest } from '../request.ts';
import { isLoaded, isPartlyLeftOut } from '../rows/load.ts';
import { planLoads } from '../rows/planLoads.ts';
import type { SetContents } from '../rows/setContents.ts';
import type { LeftOver } from './leftOver.ts';
import { done } from './task.ts';

/** What becomes of what an unfinished run of the same restore has left. */
export type Resumption =
  | { readonly kind: 'goOn'; readonly left: LeftOver; readonly tablesLoaded: number; readonly tables: number }
  /** It is removed first. */
  | { readonly kind: 'startOver'; readonly left: LeftOver; readonly reason?: string }
  /** It is no longer what it was, so that it cannot be gone on with. */
  | { readonly kind: 'refuse'; readonly left: LeftOver; readonly problem: Problem; readonly reason: string };

/** What is to be done, as the target is without what is left. */
export interface ToBeDone {
  readonly plan: RestorePlan;
  readonly graph: ArchiveGraph;
  readonly contents: SetContents;
  readonly request: Pick<RestoreRequest, 'skipDamaged'>;
}

/** What a restore is to do, for a later run to tell whether it would do the same. */
export function digestOf({ items }: Pick<DecidedPreview, 'items'>): string {
  return createHash('sha256').update(JSON.stringify(items)).digest('hex');
}

/** Whether an unfinished run can be gone on with. Pure. */
export function decideResumption(left: LeftOver, toBeDone: ToBeDone): Resumption {
  const startOver = (reason: string): Resumption => ({ kind: 'startOver', left, reason });
  if (left.done.has(done.swap))
    return startOver('its tables have taken their places already, and are replaced once more');
  if (!left.done.has(done.definitions)) return startOver('it was ended before all its objects were created');
  const changed = changes(left, toBeDone.plan.preview);
  if (changed) return { kind: 'refuse', left, reason: changed, problem: refusal(left, changed) };
  const steps = planSteps(toBeDone.graph, toBeDone.plan.actions);
  const loads = planLoads(toBeDone.plan, toBeDone.graph, toBeDone.contents, steps.tablesAside);
  const isDone = (what: string) => left.done.has(what);
  const leftOut = loads.find((load) => isPartlyLeftOut(load, isDone));
  if (leftOut && !toBeDone.request.skipDamaged)
    return startOver(`rows of table ${nameOf(leftOut.table)} were left out`);
  const loaded = loads.filter((load) => isLoaded(load, isDone));
  const lacking = new Set(loads.filter((load) => !loaded.includes(load)).map(({ table }) => nameOf(table)));
  if (lacking.size > 0 && left.done.has(done.proof)) return startOver(hasLost([...lacking][0]!));
  const emptied = emptiedSince(left, steps, toBeDone.graph, lacking);
  if (emptied) return startOver(hasLost(emptied));
  return { kind: 'goOn', left, tablesLoaded: loaded.length, tables: loads.length };
}

function changes({ missing, done: noted }: LeftOver, preview: DecidedPreview): string | undefined {
  if (missing > 0) {
    const what = missing === 1 ? '1 object' : `${missing} objects`;
    return `${what} that it had created are gone, or others have their names`;
  }
  if (noted.has(done.preview(digestOf(preview)))) return undefined;
  return 'the target has changed since, so that other things would be done';
}

function refusal({ run }: LeftOver, reason: string): Problem {
  return {
    code: 'conflict',
    message: `the unfinished restore ${run} cannot be resumed: ${reason}`,
    hint: 'run it without --resume: it then removes what is left of it, and starts over',
  };
}

/** A table that something was built upon when it was loaded, and that is no longer. */
function emptiedSince(
  left: LeftOver,
  { build, finish, last }: Steps,
  graph: ArchiveGraph,
  lacking: ReadonlySet<string>,
): string | undefined {
  if (lacking.size === 0) return undefined;
  const carriedOut = [...build, ...finish, ...last].filter(({ dumpId }) => left.done.has(done.entry(dumpId)));
  const table = carriedOut.flatMap((entry) => tablesOf(graph, entry)).find((each) => lacking.has(nameOf(each)));
  return table && nameOf(table);
}

const hasLost = (table: string) => `table ${table} has lost its rows, as unlogged tables do when the server crashes`;

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return quoteQualified(schema, name);
}
