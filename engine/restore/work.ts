import type pg from 'pg';
import type { EntryRules } from '../archive/entrySql.ts';
import { BlobReader } from '../pipe/blobReader.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { planSteps, type Steps } from './build/steps.ts';
import type { Execution } from './execution.ts';
import type { LoadContext, TableLoad } from './rows/load.ts';
import { LostRows } from './rows/lostRows.ts';
import { planLoads } from './rows/planLoads.ts';
import type { Previewed } from './target/readTarget.ts';
import type { RestoreTask } from './task/task.ts';

/** What the steps of a restore work with. */
export interface Work extends Previewed, Execution {
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

/** What is needed to do what was previewed. */
export function prepare(
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
