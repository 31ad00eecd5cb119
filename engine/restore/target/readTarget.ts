import type pg from 'pg';
import { ArchiveGraph } from '../../archive/archiveGraph.ts';
import { requireHeld } from '../../archive/requireHeld.ts';
import { type Chosen, chooseEntries } from '../../archive/select.ts';
import { PgstowError } from '../../errors.ts';
import { parseArchive } from '../../postgres/archive.ts';
import { withConnection } from '../../postgres/connect.ts';
import { refusePooler } from '../../postgres/refusals.ts';
import { liftTimeouts } from '../../postgres/session.ts';
import type { TableItem } from '../../repository/contents.ts';
import type { SetManifest } from '../../repository/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import type { PreviewInput } from '../preview/decide.ts';
import {
  type Decisions,
  decideAll,
  itemsOf,
  type PreviewItem,
  planRestore,
  type RestorePlan,
} from '../preview/preview.ts';
import type { Problem } from '../preview/problems.ts';
import { namePartsOf } from '../rename/format.ts';
import { loadGrammar } from '../rename/grammar.ts';
import { intoOtherSchemas } from '../rename/intoOtherSchemas.ts';
import { chooseNewNames, type NewNames } from '../rename/newNames.ts';
import { renameArchive } from '../rename/renameArchive.ts';
import type { RestoreRequest } from '../request.ts';
import { SetContents } from '../rows/setContents.ts';
import { type LeftOver, leftOverProblems, ownLeftOver, writtenSinceProblems } from '../task/leftOver.ts';
import { decideResumption, type Resumption } from '../task/resumption.ts';
import { done } from '../task/task.ts';
import type { TaskIdentity } from '../task/taskIdentity.ts';
import { findUntaken, type Untaken } from '../version/findUntaken.ts';
import { isHalfCreated, withMaintenanceConnection } from './createDatabase.ts';
import { findDiffering } from './findDiffering.ts';
import { TargetCatalog } from './targetCatalog.ts';

/** What is asked for, and what of the set that is. */
export interface Wanted {
  readonly request: RestoreRequest;
  readonly identity: TaskIdentity;
  /** Under the names that it is to get: with its own schemas, or those that they are mapped to. */
  readonly graph: ArchiveGraph;
  readonly contents: SetContents;
  readonly chosen: Chosen;
  /** The graph under the set's own names. */
  readonly inSet: ArchiveGraph;
  readonly warnings: readonly string[];
}

export async function readWanted(
  repository: Repository,
  set: SetManifest,
  request: RestoreRequest,
  identity: TaskIdentity,
): Promise<Wanted> {
  const graph = new ArchiveGraph(parseArchive(await repository.sets.readDefinitions(set)));
  const contents = new SetContents(await repository.sets.readContents(set));
  await requireHeld(repository, set, graph, request);
  const chosen = chooseEntries(graph, request);
  return { request, identity, inSet: graph, ...(await intoOtherSchemas({ graph, contents, chosen }, request)) };
}

export interface Previewed extends Wanted {
  readonly plan: RestorePlan;
  /** What the plan was made of. */
  readonly decided: Pick<Decisions, 'actions'> & { readonly names: NewNames };
  readonly catalog: TargetCatalog;
  /** What the target's version cannot take. */
  readonly untaken: Untaken;
  /** What becomes of what an unfinished run of the same restore has left; absent where there is none. */
  readonly resumption?: Resumption;
}

/** What the restore would do, for a target that is there or is still to be created. */
export async function previewTarget(wanted: Wanted, signal: AbortSignal): Promise<Previewed> {
  const created = wanted.request.createDatabase ? await previewNewDatabase(wanted, signal) : undefined;
  return (
    created ??
    withConnection(wanted.request.target, { signal, purpose: 'restore preview' }, async (client) => {
      await refusePooler(client, wanted.request.target, signal);
      await liftTimeouts(client);
      return preview(client, wanted, await ownLeftOver(client, wanted.identity));
    })
  );
}

/** Reads what the target holds, without what an unfinished run of the same restore has left, and decides. */
export async function preview(client: pg.Client, wanted: Wanted, left: LeftOver | undefined): Promise<Previewed> {
  if (wanted.request.resume !== undefined && !left) throw nothingLeft(wanted.request);
  const previewed = await plan(wanted, await decideNow(client, wanted, left));
  return left ? withLeftOver(client, previewed, left) : previewed;
}

/** What would become by now of the objects that were previewed. */
export async function previewItems(
  client: pg.Client,
  wanted: Wanted,
  left: LeftOver | undefined,
  { untaken }: Pick<Previewed, 'untaken'>, // the version is what it was
): Promise<PreviewItem[]> {
  const { input, decisions, names } = await decideNow(client, wanted, left, untaken);
  return itemsOf(input, decisions, names);
}

async function decideNow(
  client: pg.Client,
  wanted: Wanted,
  left: LeftOver | undefined,
  known?: Untaken,
): Promise<Decided> {
  const catalog = await TargetCatalog.read(client, wanted.graph.extensions, left?.addresses);
  const differing = await findDiffering(client, wanted, catalog);
  return decide(wanted, catalog, { differing, untaken: known ?? (await untakenOf(client, wanted, catalog)), left });
}

/** The same for a database that is still to be created; undefined when an unfinished run of the restore has created it. */
export function previewNewDatabase(wanted: Wanted, signal: AbortSignal): Promise<Previewed | undefined> {
  const { request, identity, graph } = wanted;
  const { target } = request;
  return withMaintenanceConnection(target, { signal, purpose: 'restore preview' }, async (client) => {
    await refusePooler(client, { ...target, database: client.database ?? target.database }, signal);
    if (await isHalfCreated(client, target.database, identity)) return undefined;
    if (request.resume !== undefined) throw nothingLeft(request);
    const catalog = await TargetCatalog.ofNewDatabase(client, target.database, graph.extensions);
    const untaken = await untakenOf(client, wanted, catalog);
    return plan(wanted, decide(wanted, catalog, { differing: new Set(), untaken }));
  });
}

function nothingLeft({ resume, target }: RestoreRequest): PgstowError {
  return new PgstowError('conflict', `restore ${resume} has left nothing in database ${target.database}`, {
    hint: 'is it the database that it was restored into, and is it not done there already? leave --resume out to begin anew',
  });
}

/** What is decided, and upon what. */
interface Decided {
  readonly input: PreviewInput;
  readonly decisions: Decisions;
  readonly names: NewNames;
}

function decide(
  wanted: Wanted,
  target: TargetCatalog,
  { left, ...found }: Pick<PreviewInput, 'differing' | 'untaken'> & { left?: LeftOver | undefined },
): Decided {
  const { contents, request, identity, graph } = wanted;
  const { tables, largeObjectOids: largeObjects, roles } = contents;
  const input = { ...wanted, tables, largeObjects, roles, target, ...found };
  const decisions = decideAll(input);
  const naming = { graph, target, format: request.renameFormat, parts: namePartsOf(left?.run || identity.run) };
  const names =
    request.conflict === 'rename' ? chooseNewNames(decisions.entries, naming, decisions.actions) : new Map();
  return { input, decisions, names };
}

function untakenOf(client: pg.Client, { graph, chosen }: Wanted, { facts }: TargetCatalog): Promise<Untaken> {
  const entries = graph.entries.filter(({ dumpId }) => chosen.asked.has(dumpId) || chosen.needed.has(dumpId));
  return findUntaken(client, entries, graph, facts.versionNumber);
}

/** From here on everything goes by the names that it gets. */
async function plan(wanted: Wanted, { input, decisions, names }: Decided): Promise<Previewed> {
  const { graph, inSet, contents } = wanted;
  const grammar = names.size > 0 || graph !== inSet ? await loadGrammar() : undefined;
  const archive = renameArchive({ graph, inSet, contents, actions: decisions.actions }, names, grammar);
  const { graph: toRestore, contents: named } = archive;
  return {
    ...wanted,
    graph: toRestore,
    contents: named,
    plan: planRestore(input, decisions, archive),
    decided: { actions: decisions.actions, names },
    catalog: input.target,
    untaken: input.untaken,
  };
}

async function withLeftOver(client: pg.Client, previewed: Previewed, left: LeftOver): Promise<Previewed> {
  const { plan } = previewed;
  const resumption = whatBecomesOf(left, previewed);
  const { problems, warnings } = plan.preview;
  const preview = {
    ...plan.preview,
    problems: [...(await problemsOf(client, resumption, previewed)), ...problems],
    warnings: [...warningsOf(resumption), ...warnings],
  };
  return { ...previewed, plan: { ...plan, preview }, resumption };
}

/** Who has asked for no certain run to be resumed has it start over where it cannot be. */
function whatBecomesOf(left: LeftOver, previewed: Previewed): Resumption {
  const { resume, goOn } = previewed.request;
  if (resume === undefined && !goOn) return { kind: 'startOver', left };
  const decided = decideResumption(left, previewed);
  if (decided.kind !== 'refuse' || resume !== undefined) return decided;
  return { kind: 'startOver', left, reason: decided.reason };
}

async function problemsOf(
  client: pg.Client,
  resumption: Resumption,
  { request, graph, plan }: Previewed,
): Promise<readonly Problem[]> {
  const { left } = resumption;
  switch (resumption.kind) {
    case 'goOn':
      return []; // nothing is removed, and rows of others do not pass the proof
    case 'startOver':
      if ((request.resume !== undefined || request.goOn) && left.done.has(done.swap)) {
        const replaced = plan.tables.filter(isReplaced(graph, plan));
        return writtenSinceProblems(client, left, replaced, request.resume !== undefined);
      }
      return left.objects.length === 0 ? [] : leftOverProblems(client, left);
    case 'refuse':
      return [resumption.problem];
    default:
      return resumption satisfies never;
  }
}

const isReplaced = (graph: ArchiveGraph, plan: RestorePlan) => (table: TableItem) => {
  const entry = graph.find('TABLE', table);
  return entry !== undefined && plan.actions.get(entry.dumpId) === 'replace';
};

function warningsOf(resumption: Resumption): string[] {
  const { run, objects } = resumption.left;
  const count = objects.length === 1 ? '1 object' : `${objects.length} objects`;
  switch (resumption.kind) {
    case 'goOn': {
      const { tablesLoaded, tables } = resumption;
      return [`the unfinished restore ${run} is gone on with: ${tablesLoaded} of ${tables} tables are loaded already`];
    }
    case 'startOver': {
      const reason = resumption.reason === undefined ? '' : `: ${resumption.reason}`;
      if (objects.length > 0) return [`${count} that the unfinished restore ${run} left are removed first${reason}`];
      return reason === '' ? [] : [`the unfinished restore ${run} starts over${reason}`];
    }
    case 'refuse':
      return [];
    default:
      return resumption satisfies never;
  }
}
