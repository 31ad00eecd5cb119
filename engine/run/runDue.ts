import { messageOf, type PgstowError } from '../errors.ts';
import { announce, warningsOf } from '../notify/announce.ts';
import { announcementOfLapse } from '../notify/runAnnouncement.ts';
import type { Repository } from '../repository/repository.ts';
import type { PlanDue, Standing } from '../schedule/due.ts';
import type { Lapse } from '../schedule/lapses.ts';
import { startKinds } from '../schedule/startKind.ts';
import type { Environment } from '../spec/secret.ts';
import { dueAndCredited, type Looking } from './lookAt.ts';
import type { MadeByKind, Make, StartOutcome } from './making.ts';
import { outcomeOf, outcomeOfError } from './runPlans.ts';

export interface RunDueOptions<Made extends MadeByKind> extends Looking {
  readonly make: Make<Made>;
  /** Told of starts that had no run, when they are recorded. */
  readonly onLapse?: (plan: string, lapse: Lapse) => void;
  /** Told of those who could not be told of such starts. */
  readonly onWarning?: (plan: string, message: string) => void;
  /** Where the addresses of those who want to be told are looked up. Default: this process's own. */
  readonly env?: Environment | undefined;
}

/**
 * Runs the backups that are due, one after the other, those first that have waited longest, and then the drills; and records the starts
 * that were skipped or missed, of which those are told who want to be. One that fails keeps no other from being run. Rejects as
 * {@link dueNow} does, before any is run, and with `store` when nothing can be recorded; with `damaged` when the record of a plan is,
 * after the others were run.
 */
export async function runDue<Made extends MadeByKind>(
  repository: Repository,
  { make, onLapse = () => {}, onWarning = () => {}, env = process.env, ...looking }: RunDueOptions<Made>,
): Promise<StartOutcome<Made>[]> {
  const outcomes: StartOutcome<Made>[] = [];
  const telling: Promise<void>[] = []; // nothing that is due waits for it
  const damage: PgstowError[] = [];
  for (const first of inOrder(
    await dueAndCredited(repository, { onDamaged: (error) => damage.push(error), ...looking }),
  )) {
    const { plan, kind, now } = first;
    const stopped = looking.signal?.aborted || outcomes.some(({ outcome }) => outcome === 'interrupted');
    if (stopped) {
      if (now.state === 'due') outcomes.push({ plan, kind, ...startOf(now), outcome: 'notStarted' });
      continue;
    }
    try {
      const look = async () => (await dueAndCredited(repository, { ...looking, plans: [plan], kinds: [kind] }))[0]!;
      // time has gone by since, and others may have been at it
      const found = outcomes.length === 0 ? first : await look();
      const { noted, standing } = await noteAll(repository, found, { look, onLapse });
      for (const each of noted) {
        telling.push(tellOthers(repository, each, { signal: looking.signal, env, onWarning }));
      }
      if (standing.state !== 'due') continue;
      const start = startOf(standing);
      const outcome = await outcomeOf(plan, () => make[kind](plan, start.start), looking.signal);
      outcomes.push({ ...outcome, kind, ...start } as StartOutcome<Made>); // its result is of its kind
    } catch (error) {
      if (outcomes.length === 0) throw error;
      // it is deleted, say, or the repository is away for a moment: what was done is told all the same, and others have their turn
      if (now.state === 'due') outcomes.push({ plan, kind, ...startOf(now), outcome: outcomeOfError(error), error });
      else onWarning(plan, `starts that had no run are not recorded yet: ${messageOf(error)}`);
    }
  }
  await Promise.all(telling);
  if (damage[0]) throw damage[0]; // the others have had their turn
  return outcomes;
}

/**
 * Backups that are due, by their start; then drills, which are to practise with what those make, and may last; what there is to record of
 * others follows.
 */
export function inOrder(plans: readonly PlanDue[]): PlanDue[] {
  const rank = ({ kind, now }: PlanDue) => (now.state === 'due' ? `${startKinds.indexOf(kind)} ${now.start}` : '9');
  return plans.toSorted((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

function startOf({ start, attempt }: { readonly start: string; readonly attempt: number }) {
  return { start, attempt };
}

/** Starts without a run, by the record that we have made of them. */
interface Noted {
  readonly plan: string;
  readonly lapse: Lapse;
  readonly run: string;
}

interface Noting {
  readonly look: () => Promise<PlanDue>;
  readonly onLapse: (plan: string, lapse: Lapse) => void;
}

/**
 * Before a later start is run: whoever is killed in between leaves the accounts in order. Returns those that nobody else has
 * recorded at the same moment, and what is left to be done: whoever has may have looked before the last of them lapsed.
 */
async function noteAll(
  repository: Repository,
  found: PlanDue,
  { look, onLapse }: Noting,
): Promise<{ readonly noted: readonly Noted[]; readonly standing: Standing }> {
  const noted = await noteEach(repository, found, onLapse);
  if (noted.length === found.lapses.length) return { noted, standing: found.now };
  const again = await look();
  return { noted: [...noted, ...(await noteEach(repository, again, onLapse))], standing: again.now };
}

async function noteEach(
  repository: Repository,
  { plan, lapses }: PlanDue,
  onLapse: Noting['onLapse'],
): Promise<Noted[]> {
  const noted: Noted[] = [];
  for (const lapse of lapses) {
    const { run, created } = await repository.runs.note({ plan, ...lapse });
    if (created) noted.push({ plan, lapse, run });
    onLapse(plan, lapse);
  }
  return noted;
}

interface Telling {
  readonly signal: AbortSignal | undefined;
  readonly env: Environment;
  readonly onWarning: (plan: string, message: string) => void;
}

/** Never rejects: the starts are recorded, whoever hears of them. */
async function tellOthers(
  repository: Repository,
  { plan, lapse, run }: Noted,
  { signal = new AbortController().signal, env, onWarning }: Telling,
): Promise<void> {
  try {
    const found = await repository.plans.resolve(plan);
    const announcement = announcementOfLapse(repository, found, lapse, run);
    for (const warning of warningsOf(await announce(found.document, announcement, { signal, env }))) {
      onWarning(plan, warning);
    }
  } catch (thrown) {
    onWarning(plan, `nobody could be told of its starts: ${messageOf(thrown)}`);
  }
}
