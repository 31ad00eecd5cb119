import type pg from 'pg';
import { ProgressMeter } from '../../events.ts';
import { alone } from '../crew.ts';
import { tableAnalyses } from '../phases/finish.ts';
import { rowJobs } from '../phases/load.ts';
import { areGone } from '../task/notes.ts';
import { done, RestoreTask } from '../task/task.ts';
import { taskIdentity } from '../task/taskIdentity.ts';
import { prepare, type Work } from '../work.ts';
import { toldFailure } from './failure.ts';
import { tryToLead } from './membership.ts';
import type { Place } from './place.ts';
import { SharedBoard } from './sharedBoard.ts';
import { catalogToBuild, decidedBy } from './sharedPlan.ts';
import { awaitNote, type Member, type SharedEnd, shareWork } from './sharedWork.ts';
import type { Site } from './site.ts';
import { notesGone } from './team.ts';

type Following = Extract<Place, { kind: 'follow' }>;

/** How it has ended for one who follows. */
export type Followed =
  | { readonly kind: 'ended'; readonly run: string }
  /** It is to lead, by this connection. */
  | { readonly kind: 'elected'; readonly client: pg.Client };

/** Does what is to be had of the jobs, until the leader has ended the restore, or is gone. */
export async function follow(site: Site, { term, plan }: Following): Promise<Followed> {
  const { clients, signal, options } = site;
  const toTell: string[] = [];
  const meter = new ProgressMeter((event) => {
    if (event.kind === 'warning') toTell.push(event.message);
    options.onEvent?.(event);
  });
  const member: Member = { signal, toTell, tryToLead };
  const end = await prepareToFollow(site, { term, plan, meter }).then(
    (work) => workUnderLeader(work, clients, member),
    endIfGone,
  );
  if (end.kind === 'elected') return end;
  const ended = await site.ends.find(site.name);
  if (!ended) throw notesGone(term.run);
  if (ended.error) throw toldFailure(ended.error);
  return { kind: 'ended', run: ended.run };
}

/** While we take part nobody removes the notes but at the end. */
function endIfGone(thrown: unknown): SharedEnd {
  if (areGone(thrown)) return { kind: 'gone' };
  throw thrown;
}

async function prepareToFollow(
  site: Site,
  { term, plan, meter }: Pick<Following, 'term' | 'plan'> & { meter: ProgressMeter },
): Promise<Work<unknown>> {
  const { repository, set, wanted, clients, version, tooLate, signal } = site;
  const identity = taskIdentity(term.run, set.set, wanted.request);
  const task = await RestoreTask.follow(clients[0]!, identity, plan.begunBy);
  return prepare(
    repository,
    set,
    { ...wanted, identity, ...(await decidedBy(plan, wanted)), catalog: catalogToBuild(plan) },
    { run: term.run, meter, signal, onPreview: () => {}, task, clients, version, tooLate, crew: alone },
  );
}

/** The rows first; then what is to be done when all tables are in their places; then there is nothing but to wait. */
async function workUnderLeader(work: Work<unknown>, clients: readonly pg.Client[], member: Member): Promise<SharedEnd> {
  const { meter, loads, plan } = work;
  meter.phase('load');
  meter.expect({ tables: loads.length, bytesTotal: plan.preview.bytes });
  const parts = [
    () => shareWork(new SharedBoard(rowJobs(work)), clients, member),
    () => awaitNote(done.placed, clients[0]!, member),
    () => shareWork(new SharedBoard(tableAnalyses(work)), clients, member),
    () => awaitNote('never', clients[0]!, member),
  ];
  let end: SharedEnd = { kind: 'done' };
  for (const part of parts) if (end.kind === 'done') end = await part();
  return end;
}
