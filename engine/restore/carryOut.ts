import type pg from 'pg';
import type { ArchiveGraph } from '../archive/archiveGraph.ts';
import type { EntryRules } from '../archive/entrySql.ts';
import { throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { BlobReader } from '../pipe/blobReader.ts';
import { withConnection } from '../postgres/connect.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import { refusePooler } from '../postgres/refusals.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { MaterializedViewItem } from '../repository/contents.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { buildJobs } from './build/build.ts';
import { finishDatabase } from './build/databaseEntries.ts';
import { createAside, createDefinitions, inTransaction } from './build/definitions.ts';
import { none, settingsOfSource } from './build/expressionSettings.ts';
import { analyze, closeEntries, finishEntries, refreshViews, setSequences } from './build/finish.ts';
import { planSteps, type Steps } from './build/steps.ts';
import { swap } from './build/swap.ts';
import { runJobs } from './jobs.ts';
import { foresee } from './preview/foresee.ts';
import { type Preview, type RestorePlan, refuseProblems } from './preview/preview.ts';
import { refuseChanged } from './preview/refuseChanged.ts';
import { refuseDamaged } from './preview/refuseDamaged.ts';
import type { RestoreRequest } from './request.ts';
import { restoreLargeObjects } from './rows/largeObjects.ts';
import { type LoadContext, loadJobs, type TableLoad } from './rows/load.ts';
import { LostRows, type LostTable } from './rows/lostRows.ts';
import { planLoads } from './rows/planLoads.ts';
import { proveJobs } from './rows/prove.ts';
import type { SequenceValue } from './rows/setContents.ts';
import { createDatabase, unmarkDatabase } from './target/createDatabase.ts';
import { closePublicSchema } from './target/publicSchema.ts';
import {
  type Previewed,
  preview,
  previewItems,
  previewNewDatabase,
  readWanted,
  type Wanted,
} from './target/readTarget.ts';
import { withSessions } from './target/sessions.ts';
import { digestOf } from './task/resumption.ts';
import { done, RestoreTask } from './task/task.ts';
import { taskIdentity } from './task/taskIdentity.ts';

/** What a restore runs under. */
export interface Execution {
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  readonly onPreview: (preview: Preview, set: SetManifest) => void;
  /** By what id it can be gone on with when it is cut off; absent where it cannot. */
  readonly resumableAs?: string | undefined;
  /** Told what was done when rows were left out, before that is thrown. */
  readonly onLoss?: ((outcome: Outcome) => void) | undefined;
}

export interface Outcome {
  /** What was done, or with `dryRun` what would be. */
  readonly preview: Preview;
  /** Tables whose rows were read back from the target and found equal to the set's. */
  readonly proved: number;
  /** Their rows. */
  readonly provedRows: number;
  /** What is missing, for it is stored damaged; only ever something where `skipDamaged` was asked for. */
  readonly lost: readonly LostTable[];
}

/** Previews, and then does what was previewed. */
export async function carryOut(
  repository: Repository,
  set: SetManifest,
  request: RestoreRequest,
  execution: Execution,
): Promise<Outcome> {
  const { meter, signal } = execution;
  meter.phase('preview');
  const identity = taskIdentity(execution.run, set.set, request);
  const wanted = await readWanted(repository, set, request, identity); // first: a damaged set leaves the target as it is
  if (request.createDatabase) await openDatabase(repository, set, wanted, execution);
  const version = await readVersion(request.target, signal);
  const settings = request.createDatabase ? settingsOfSource(wanted.graph.entries) : none;
  return withSessions(
    request.target,
    { count: Math.max(1, request.jobs), version, settings, signal },
    async (clients, tooLate) => {
      const task = await RestoreTask.open(clients[0]!, identity);
      const previewed = await preview(clients[0]!, wanted, task.left);
      const { preview: foreseen, stored } = await foresee(repository, set, previewed, signal);
      execution.onPreview(foreseen, set);
      refuseProblems(foreseen);
      refuseDamaged(stored, request);
      refuseChanged(previewed.plan.preview.items, await previewItems(clients[0]!, wanted, task.left));
      if (previewed.resumption?.kind === 'goOn') task.goOn();
      const work = prepare(repository, set, previewed, { ...execution, task, clients, version, tooLate });
      const outcome = await inTask(work, async () => {
        await define(work);
        await finish(work, await load(work));
        const { proved, lost } = work.context;
        const provedRows = [...proved].reduce((sum, table) => sum + table.rows - lost.rowsOf(table), 0);
        return { preview: foreseen, proved: proved.size, provedRows, lost: lost.tables };
      });
      if (outcome.lost.length === 0) return outcome;
      execution.onLoss?.(outcome);
      throw work.context.lost.error(); // all else is done, and stays
    },
  );
}

/** Creates the target database, unless an unfinished run of the same restore has done so. */
async function openDatabase(
  repository: Repository,
  set: SetManifest,
  wanted: Wanted,
  { signal, onPreview }: Execution,
): Promise<void> {
  const previewed = await previewNewDatabase(wanted, signal);
  if (!previewed) return;
  const { preview: foreseen, stored } = await foresee(repository, set, previewed, signal);
  if (foreseen.problems.length > 0) onPreview(foreseen, set);
  refuseProblems(foreseen); // before there is a database that nobody can use
  refuseDamaged(stored, wanted.request);
  await createDatabase(wanted.request.target, set.source, { identity: wanted.identity, signal });
}

function readVersion(target: ConnectionTarget, signal: AbortSignal): Promise<number> {
  return withConnection(target, { signal }, async (client) => {
    await refusePooler(client, target, signal);
    const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int AS version");
    return rows[0].version;
  });
}

/** What the steps of a restore work with. */
interface Work extends Previewed, Execution {
  readonly task: RestoreTask;
  readonly leader: pg.Client;
  readonly clients: readonly pg.Client[];
  /** Called before the last commit: from then on an abort is not heard. */
  readonly tooLate: () => void;
  readonly steps: Steps;
  readonly rules: EntryRules;
  readonly loads: readonly TableLoad[];
  readonly context: LoadContext;
}

function prepare(
  repository: Repository,
  set: SetManifest,
  previewed: Previewed,
  at: Execution & Pick<Work, 'task' | 'clients' | 'tooLate'> & { version: number },
): Work {
  const { plan, graph, contents, catalog, request } = previewed;
  const { signal, meter, task, clients, version } = at;
  const steps = planSteps(graph, plan.actions);
  return {
    ...previewed,
    ...at,
    leader: clients[0]!,
    steps,
    rules: {
      ...request,
      targetVersion: version,
      tablespaces: catalog.tablespaces,
      ...(request.acl && { defaultGrantees: catalog.defaultGrantees }),
      signal,
    },
    loads: planLoads(plan, graph, contents, steps.tablesAside),
    context: {
      blobs: new BlobReader((id) => repository.blobs.get(id, { signal }), repository.blobs.newHash),
      encoding: set.source.encoding,
      version,
      meter,
      task,
      proof: request.proof,
      proved: new Set(),
      skipDamaged: request.skipDamaged,
      lost: new LostRows(),
    },
  };
}

/** Lays out the notes, unless it goes on with those that are there, and does `work`; when that fails, and was not aborted, what it has created is removed again. */
async function inTask<T>(
  { request, resumableAs, task, plan, resumption, meter, signal }: Work,
  work: () => Promise<T>,
): Promise<T> {
  if (resumption?.kind !== 'goOn') await task.begin(digestOf(plan.preview));
  for (const warning of plan.preview.warnings) meter.warn(warning);
  try {
    return await work();
  } catch (thrown) {
    if (!signal.aborted && !(await task.giveUp().catch(() => false))) {
      meter.warn(`what was restored so far is still in the target: ${howToGoOn(request, resumableAs)}`);
    }
    throw thrown;
  }
}

function howToGoOn({ goOn }: Pick<RestoreRequest, 'goOn'>, resumableAs: string | undefined): string {
  if (goOn) return 'the same restore, run again, goes on';
  if (resumableAs === undefined) return 'the same command removes it, and starts over';
  return `the same command with --resume ${resumableAs} goes on, without it starts over`;
}

async function define({ leader, steps, rules, task, graph, meter, signal, ...work }: Work): Promise<void> {
  if (task.isDone(done.definitions)) return;
  meter.phase('definitions');
  await closePublicSchema(leader, work.request, work.plan, work.catalog);
  await createDefinitions(leader, steps.definitions, rules, graph);
  if (steps.aside.length > 0) await createAside(leader, steps, rules, { task, signal });
  await task.noteDone(leader, done.definitions);
}

/** Loads and proves the rows and builds upon them; what is returned replaces large objects, in the swap. */
async function load(work: Work): Promise<(() => Promise<void>) | undefined> {
  const { graph, steps, rules, task, loads, context, plan, contents, catalog, request, meter, signal } = work;
  meter.phase('load');
  meter.expect({ tables: loads.length, bytesTotal: plan.preview.bytes });
  const bytesOf = new Map(loads.map((load) => [quoteQualified(load.table.schema, load.table.name), load.table.bytes]));
  await runJobs(
    [
      ...loads.flatMap((load) => loadJobs(load, context)),
      ...proveJobs(loads, context),
      ...buildJobs(graph, steps, { rules, task, lost: context.lost, meter }, (table) => bytesOf.get(table) ?? 0),
    ],
    work.clients,
    signal,
  );
  const replaceLargeObjects = await restoreLargeObjects(work.leader, plan.everything ? contents.largeObjects : [], {
    ...context,
    request,
    taken: catalog.largeObjects,
  });
  throwIfAborted(signal);
  if (request.proof) await task.noteDone(work.leader, done.proof);
  return replaceLargeObjects;
}

async function finish(work: Work, replaceLargeObjects: (() => Promise<void>) | undefined): Promise<void> {
  const { leader, clients, graph, contents, plan, steps, rules, task, loads, request, meter, signal } = work;
  const { lost } = work.context;
  meter.phase('finish');
  const populated = contents.populatedViews(graph);
  const sequences = contents.sequencesOf(plan, graph, steps.tablesAside);
  await setNewSequences(
    task,
    leader,
    sequences.filter(({ afterSwap }) => !afterSwap),
  );
  await swap(leader, steps, rules, { populated, replaceLargeObjects, task, signal });
  await setSequences(
    leader,
    sequences.filter(({ afterSwap }) => afterSwap),
  );
  const possible = steps.finish.filter((entry) => !lost.isOfLeftOut(entry));
  await finishEntries(leader, possible, rules, { task, graph });
  await refreshViews(
    leader,
    populated.filter((view) => isCreated(plan, graph, view)),
    lost.some && !signal.aborted
      ? ({ message }) => meter.warn(`${message}: it stays empty, for rows are lost`)
      : undefined,
  );
  await finishEntries(leader, steps.last, rules, { task, graph });
  await analyze(
    clients,
    loads.map(({ table }) => table),
    { meter, signal },
  );
  await task.finish(async () => {
    await unmarkDatabase(leader, request.target.database, work.identity);
    await finishDatabase(leader, steps.database, rules, work.catalog);
    await closeEntries(leader, steps.closing, rules);
    throwIfAborted(signal);
    work.tooLate();
  });
}

/** Once: who goes on with a restore must not take back values that were given out meanwhile. */
async function setNewSequences(task: RestoreTask, leader: pg.Client, values: readonly SequenceValue[]): Promise<void> {
  if (task.isDone(done.sequences)) return;
  await inTransaction(leader, async () => {
    await setSequences(leader, values);
    await task.noteDone(leader, done.sequences);
  });
}

function isCreated(plan: RestorePlan, graph: ArchiveGraph, view: MaterializedViewItem): boolean {
  const entry = graph.find('MATERIALIZED VIEW', view);
  return entry !== undefined && plan.actions.get(entry.dumpId) === 'create';
}
