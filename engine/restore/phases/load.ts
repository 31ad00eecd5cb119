import { throwIfAborted } from '../../errors.ts';
import { quoteQualified } from '../../postgres/identifier.ts';
import { buildJobs } from '../build/build.ts';
import type { Job } from '../jobs.ts';
import { restoreLargeObjects } from '../rows/largeObjects.ts';
import { loadJobs } from '../rows/load.ts';
import { proveJobs } from '../rows/prove.ts';
import { done } from '../task/task.ts';
import type { Work } from '../work.ts';

/** Loads and proves the rows and builds upon them; what is returned replaces large objects, in the swap. */
export async function load(work: Work): Promise<(() => Promise<void>) | undefined> {
  const { task, loads, context, plan, contents, catalog, request, crew, meter, signal } = work;
  meter.phase('load');
  meter.expect({ tables: loads.length, bytesTotal: plan.preview.bytes });
  await crew.run(rowJobs(work), work.clients, signal);
  if (task.isDone(done.swap)) return undefined; // so are the large objects
  const replaceLargeObjects = await restoreLargeObjects(work.leader, plan.everything ? contents.largeObjects : [], {
    ...context,
    request,
    taken: catalog.largeObjects,
  });
  throwIfAborted(signal);
  if (request.proof) await task.noteDone(work.leader, done.proof);
  return replaceLargeObjects;
}

/** What loads the rows, reads them back, and builds upon them. */
export function rowJobs({ graph, steps, rules, task, loads, context, meter }: Work<unknown>): Job[] {
  const bytesOf = new Map(loads.map((load) => [quoteQualified(load.table.schema, load.table.name), load.table.bytes]));
  return [
    ...loads.flatMap((load) => loadJobs(load, context)),
    // first where both may: slices are many and fill what an index leaves of the processors towards its end
    ...buildJobs(graph, steps, { rules, task, lost: context.lost, meter }, (table) => bytesOf.get(table) ?? 0),
    ...proveJobs(loads, context),
  ];
}
