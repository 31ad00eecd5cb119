import { PgstowError } from '../../errors.ts';
import type { ProgressMeter } from '../../events.ts';
import { isRecorded, recordRun } from '../../repository/recordRun.ts';
import { beginWork } from '../beginWork.ts';
import { carryThrough } from '../carryThrough.ts';
import { TargetCatalog } from '../target/targetCatalog.ts';
import { termsOf } from '../task/resumedRequest.ts';
import { RestoreTask } from '../task/task.ts';
import { type TaskIdentity, taskIdentity } from '../task/taskIdentity.ts';
import { prepare, type Work, type WorkSite } from '../work.ts';
import { openToOthers } from './membership.ts';
import type { Place } from './place.ts';
import type { ShardResult } from './restoreShard.ts';
import { decidedBy, type SharedPlan, sharedPlan } from './sharedPlan.ts';
import type { Site } from './site.ts';
import { team } from './team.ts';
import { beginTerm, layOutTerms } from './term.ts';

type Leading = Extract<Place, { kind: 'lead' | 'takeOver' }>;

/** Leads the restore: as a restore that shares with nobody, but that the jobs are everybody's. The run is recorded as the whole's. */
export async function lead(site: Site, place: Leading): Promise<ShardResult> {
  const { repository, set, wanted, options } = site;
  const { request } = wanted;
  return recordRun(
    repository,
    {
      kind: 'restore',
      plan: set.plan,
      set: set.set,
      name: request.name,
      restore: termsOf(request),
      goesOnWith: place.from,
      shards: site.shard.total,
      onEvent: options.onEvent,
    },
    async (run, meter, record) => {
      if (!isRecorded(record)) throw cannotBeWritten();
      await site.ends.forgetOld().catch(ifStore);
      meter.phase('preview');
      const identity = taskIdentity(run, set.set, request);
      const work = await (place.kind === 'lead'
        ? begin(site, identity, meter)
        : takeOver(site, identity, { plan: place.plan, meter }));
      const outcome = await carryThrough(work);
      if (work.context.lost.some) throw work.context.lost.error();
      return { part: 'leader', set, run, ...outcome };
    },
  );
}

async function begin(site: Site, identity: TaskIdentity, meter: ProgressMeter): Promise<Work> {
  const { repository, set, wanted, clients } = site;
  const task = await RestoreTask.lead(clients[0]!, identity);
  const at = workSite(site, { identity, task, meter });
  const { work, previewed } = await beginWork(repository, set, { ...wanted, identity }, at);
  await layOutTerms(clients[0]!);
  await publish(site, identity, sharedPlan(identity.run, previewed));
  await openToOthers(clients);
  return work;
}

async function takeOver(
  site: Site,
  identity: TaskIdentity,
  { plan, meter }: { plan: SharedPlan; meter: ProgressMeter },
): Promise<Work> {
  const { repository, set, wanted, clients } = site;
  const task = await RestoreTask.takeOver(clients[0]!, identity, plan.begunBy);
  const catalog = await TargetCatalog.read(clients[0]!, wanted.graph.extensions, task.left?.addresses);
  const work = prepare(
    repository,
    set,
    { ...wanted, identity, ...(await decidedBy(plan, wanted)), catalog },
    workSite(site, { identity, task, meter }),
  );
  await publish(site, identity, plan);
  for (const warning of plan.warnings) meter.warn(warning);
  return work;
}

interface Led {
  readonly identity: TaskIdentity;
  readonly task: RestoreTask;
  readonly meter: ProgressMeter;
}

function workSite(site: Site, { identity: { run }, task, meter }: Led): WorkSite {
  const { clients, version, tooLate, signal, options, set, ends, name } = site;
  const told = new Set<number>();
  const onRemark = (n: number, remark: string) => {
    if (!told.has(n)) meter.warn(remark);
    told.add(n);
  };
  const member = { signal, onRemark };
  return {
    ...{ run, meter, signal, clients, version, tooLate, task },
    onPreview: (preview) => options.onPreview?.(preview, set, run),
    crew: team({ clients, member, ends, name, run, set: set.set }),
  };
}

async function publish(site: Site, { run }: TaskIdentity, plan: SharedPlan): Promise<void> {
  const { clients, set, shard, asked } = site;
  await beginTerm(clients[0]!, { term: newTerm(site), run, set: set.set, group: shard.group, asked }, plan);
}

function newTerm({ repository }: Site): number {
  return Buffer.from(repository.surroundings.random(4)).readInt32BE(0);
}

function cannotBeWritten(): PgstowError {
  return new PgstowError('store', 'several machines share a restore only from a repository that can be written', {
    hint: 'one that comes when the others are done learns that there: let this role write to it, or restore with one machine',
  });
}

/** They are in nobody's way: who may not delete can restore all the same. */
function ifStore(thrown: unknown): void {
  if (!(thrown instanceof PgstowError) || thrown.code !== 'store') throw thrown;
}
