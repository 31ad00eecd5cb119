import type pg from 'pg';
import { PgstowError, throwIfAborted } from '../errors.ts';
import { type OnEvent, ProgressMeter } from '../events.ts';
import { BlobReader } from '../pipe/blobReader.ts';
import { parseArchive } from '../postgres/archive.ts';
import { withConnection } from '../postgres/connect.ts';
import { databaseError } from '../postgres/databaseError.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import type { MaterializedViewItem } from '../repository/contents.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { recordRun } from '../repository/recordRun.ts';
import type { Repository } from '../repository/repository.ts';
import { ArchiveGraph } from './archiveGraph.ts';
import { buildJobs } from './build.ts';
import { createDatabase, refuseUncreatable, withMaintenanceConnection } from './createDatabase.ts';
import { finishDatabase } from './databaseEntries.ts';
import { createAside, createDefinitions } from './definitions.ts';
import type { EntryRules } from './entrySql.ts';
import { analyze, closeEntries, finishEntries, refreshViews, setSequences, swap } from './finish.ts';
import { runJobs } from './jobs.ts';
import { restoreLargeObjects } from './largeObjects.ts';
import { loadJobs } from './load.ts';
import { planLoads } from './planLoads.ts';
import { type Preview, planRestore, type RestorePlan, refuseProblems } from './preview.ts';
import { proveJob } from './prove.ts';
import type { RestoreRequest } from './request.ts';
import { type Chosen, chooseEntries } from './select.ts';
import { withSessions } from './sessions.ts';
import { SetContents } from './setContents.ts';
import { planSteps } from './steps.ts';
import { TargetCatalog } from './targetCatalog.ts';
import { RestoreTask, taskIdentity } from './task.ts';

export interface RestoreOptions {
  readonly signal?: AbortSignal;
  readonly onEvent?: OnEvent;
  /** Called once with what will be done, before anything of it is; problems are in it, and then nothing is. */
  readonly onPreview?: (preview: Preview, set: SetManifest) => void;
}

export interface RestoreResult {
  readonly set: SetManifest;
  /** What was done, or with `dryRun` what would be. */
  readonly preview: Preview;
  /** The run's id; absent with `dryRun`. */
  readonly run?: string;
  /** Tables whose rows were read back from the target and found equal to the set's. */
  readonly proved: number;
}

/**
 * Restores a set, or some of its objects, into a database: previews, then does exactly what was previewed, then reads the
 * loaded rows back and compares them with the set's counts and hashes.
 *
 * Rejects with `input` (unknown plan, set or object; instant outside the range), `conflict` or `privilege` (the preview's
 * problems, before anything is changed), `damaged` (the set is not whole), `verification` (what was read back differs),
 * `connection`, `database`, `interrupted`. A restore that was killed or failed starts over when it is run again.
 */
export async function restore(
  repository: Repository,
  request: RestoreRequest,
  { signal = new AbortController().signal, onEvent, onPreview = () => {} }: RestoreOptions = {},
): Promise<RestoreResult> {
  const set = await chooseSet(repository, request);
  if (request.dryRun) {
    const meter = new ProgressMeter(onEvent);
    meter.phase('preview');
    const wanted = await readWanted(repository, set, request);
    const { plan } = request.createDatabase
      ? await previewNewDatabase(wanted, request, signal)
      : await withConnection(request.target, { signal, purpose: 'restore preview' }, (client) =>
          preview(client, wanted, request),
        );
    onPreview(plan.preview, set);
    return { set, preview: plan.preview, proved: 0 };
  }
  return recordRun(
    repository,
    { kind: 'restore', plan: set.plan, set: set.set, name: request.name, onEvent },
    async (run, meter) => {
      const outcome = await carryOut(repository, set, request, { run, meter, signal, onPreview }).catch((thrown) => {
        throw databaseError(thrown, `restore of set ${set.set}`, signal);
      });
      return { set, run, ...outcome };
    },
  );
}

async function chooseSet(repository: Repository, request: RestoreRequest): Promise<SetManifest> {
  const plan = await repository.plans.resolve(request.plan, { deleted: true }); // its sets outlive it
  if (request.set === undefined) return repository.sets.newestAt(plan.id, request.to);
  const set = await repository.sets.get(request.set);
  if (set.plan === plan.id) return set;
  throw new PgstowError('input', `set ${set.set} is of plan ${set.plan}, not of ${plan.id}`, {
    hint: `pgstow sets ${plan.id} shows those of ${plan.id}`,
  });
}

interface Execution {
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  readonly onPreview: (preview: Preview, set: SetManifest) => void;
}

async function carryOut(
  repository: Repository,
  set: SetManifest,
  request: RestoreRequest,
  { run, meter, signal, onPreview }: Execution,
): Promise<{ preview: Preview; proved: number }> {
  meter.phase('preview');
  const wanted = await readWanted(repository, set, request); // first: a damaged set leaves the target as it is
  if (request.createDatabase) {
    const { plan } = await previewNewDatabase(wanted, request, signal);
    refuseProblems(plan.preview); // before there is a database that nobody can use
    await createDatabase(request.target, set.source, signal);
  }
  const version = await withConnection(request.target, { signal }, async (client) => {
    const { rows } = await client.query("SELECT pg_catalog.current_setting('server_version_num')::int AS version");
    return rows[0].version as number;
  });
  return withSessions(request.target, { count: Math.max(1, request.jobs), version, signal }, async (clients) => {
    const leader = clients[0]!;
    const task = await RestoreTask.open(leader, taskIdentity(run, set.set, request));
    const { plan, graph, contents, catalog } = await preview(leader, wanted, request);
    onPreview(plan.preview, set);
    refuseProblems(plan.preview);
    await task.begin();
    for (const warning of plan.preview.warnings) meter.warn(warning);
    const steps = planSteps(graph, plan.actions);
    const rules: EntryRules = { ...request, targetVersion: version, tablespaces: catalog.tablespaces, signal };
    const loads = planLoads(plan, graph, contents, steps.tablesAside);
    const context = {
      blobs: new BlobReader((id) => repository.blobs.get(id, { signal })),
      encoding: set.source.encoding,
      meter,
      task,
      appendedBy: new Map(),
    };

    meter.phase('definitions');
    await createDefinitions(leader, steps.definitions, rules, { task, graph });
    if (steps.aside.length > 0) await createAside(leader, steps, rules, signal);

    meter.phase('load');
    meter.expect({ tables: loads.length, bytesTotal: plan.preview.bytes });
    const bytesOf = new Map(
      loads.map((load) => [quoteQualified(load.table.schema, load.table.name), load.table.bytes]),
    );
    await runJobs(
      [
        ...loads.flatMap((load) => loadJobs(load, context)),
        ...(request.proof ? loads.map((load) => proveJob(load, context)) : []),
        ...buildJobs(graph, steps, { rules, task }, (table) => bytesOf.get(table) ?? 0),
      ],
      clients,
      signal,
    );
    if (contents.largeObjects.length > 0 && plan.everything) {
      await restoreLargeObjects(leader, contents.largeObjects, { ...context, request, taken: catalog.largeObjects });
    }
    throwIfAborted(signal);

    meter.phase('finish');
    const populated = contents.populatedViews(graph);
    await setSequences(leader, contents.sequencesOf(plan, graph, steps.tablesAside), request.conflict);
    await swap(leader, steps, rules, { populated, signal });
    await finishEntries(leader, steps.finish, rules, { task, graph });
    await refreshViews(
      leader,
      populated.filter((view) => isCreated(plan, graph, view)),
    );
    await finishEntries(leader, steps.last, rules, { task, graph });
    await analyze(
      leader,
      loads.map(({ table }) => table),
      meter,
    );
    await finishDatabase(leader, steps.database, rules, request.target.database);
    await task.finish(() => closeEntries(leader, steps.closing, rules));
    return { preview: plan.preview, proved: request.proof ? loads.length : 0 };
  });
}

/** What of the set is asked for. */
interface Wanted {
  readonly graph: ArchiveGraph;
  readonly contents: SetContents;
  readonly chosen: Chosen;
}

async function readWanted(repository: Repository, set: SetManifest, request: RestoreRequest): Promise<Wanted> {
  const graph = new ArchiveGraph(parseArchive(await repository.sets.readDefinitions(set)));
  const contents = new SetContents(await repository.sets.readContents(set));
  return { graph, contents, chosen: chooseEntries(graph, request) };
}

interface Previewed extends Wanted {
  readonly plan: RestorePlan;
  readonly catalog: TargetCatalog;
}

/** Reads what the target holds, and decides. */
async function preview(client: pg.Client, wanted: Wanted, request: RestoreRequest): Promise<Previewed> {
  return decide(wanted, await TargetCatalog.read(client, wanted.graph.extensions), request);
}

/** The same for a database that is still to be created. */
function previewNewDatabase(wanted: Wanted, request: RestoreRequest, signal: AbortSignal): Promise<Previewed> {
  const { target } = request;
  return withMaintenanceConnection(target, { signal, purpose: 'restore preview' }, async (client) => {
    await refuseUncreatable(client, target.database);
    return decide(wanted, await TargetCatalog.ofNewDatabase(client, target.database, wanted.graph.extensions), request);
  });
}

function decide(wanted: Wanted, catalog: TargetCatalog, request: RestoreRequest): Previewed {
  const { graph, contents, chosen } = wanted;
  const plan = planRestore({ graph, chosen, tables: contents.tables, roles: contents.roles, target: catalog, request });
  return { ...wanted, plan, catalog };
}

function isCreated(plan: RestorePlan, graph: ArchiveGraph, view: MaterializedViewItem): boolean {
  const entry = graph.find('MATERIALIZED VIEW', view);
  return entry !== undefined && plan.actions.get(entry.dumpId) === 'create';
}
