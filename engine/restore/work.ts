import type pg from 'pg';
import type { EntryRules } from '../archive/entrySql.ts';
import { BlobReader } from '../pipe/blobReader.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { planSteps, type Steps } from './build/steps.ts';
import type { Crew } from './crew.ts';
import type { Execution } from './execution.ts';
import type { LoadContext, TableLoad } from './rows/load.ts';
import { LostRows } from './rows/lostRows.ts';
import { planLoads } from './rows/planLoads.ts';
import type { Previewed } from './target/readTarget.ts';
import type { TargetCatalog } from './target/targetCatalog.ts';
import type { RestoreTask } from './task/task.ts';

/** Where a restore works, with whom, and what it tells. */
export interface WorkSite extends Execution {
  readonly task: RestoreTask;
  /** The first one is the leader's. */
  readonly clients: readonly pg.Client[];
  /** The target's version number. */
  readonly version: number;
  /** Called before the last commit: from then on an abort is not heard. */
  readonly tooLate: () => void;
  readonly crew: Crew;
}

/** What was decided, of which a restore needs so much to do it. */
export interface Decided<Catalog = TargetCatalog>
  extends Pick<Previewed, 'request' | 'identity' | 'graph' | 'contents' | 'plan'> {
  readonly catalog: Catalog;
}

/** What of the target those need to know who do nothing but load and build. */
export type CatalogToBuild = Pick<TargetCatalog, 'tablespaces' | 'defaultGrantees'>;

/** What the steps of a restore work with. */
export interface Work<Catalog = TargetCatalog> extends Decided<Catalog>, WorkSite {
  readonly leader: pg.Client;
  readonly steps: Steps;
  readonly rules: EntryRules;
  readonly loads: readonly TableLoad[];
  readonly context: LoadContext;
}

/** What is needed to do what was previewed. */
export function prepare<Catalog extends CatalogToBuild>(
  repository: Repository,
  set: SetManifest,
  decided: Decided<Catalog>,
  site: WorkSite,
): Work<Catalog> {
  const { plan, graph, contents, catalog, request } = decided;
  const { signal, meter, task, clients, version } = site;
  const steps = planSteps(graph, plan.actions);
  return {
    ...decided,
    ...site,
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
