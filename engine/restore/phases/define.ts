import { createAside, createDefinitions } from '../build/definitions.ts';
import { closePublicSchema } from '../target/publicSchema.ts';
import { done } from '../task/task.ts';
import type { Work } from '../work.ts';

/** Creates what comes before the rows. */
export async function define({ leader, steps, rules, task, graph, meter, signal, ...work }: Work): Promise<void> {
  if (task.isDone(done.definitions)) return;
  meter.phase('definitions');
  await closePublicSchema(leader, work.request, work.plan, work.catalog);
  await createDefinitions(leader, steps.definitions, rules, graph);
  if (steps.aside.length > 0) await createAside(leader, steps, rules, { task, signal });
  await task.noteDone(leader, done.definitions);
}
