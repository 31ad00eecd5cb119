import { type Job, openWithoutKms } from '../job.ts';
import type { MatrixInputs } from '../loadInputs.ts';
import type { Done } from '../report.ts';

/** The plans that are due, as jobs of a matrix. */
export async function matrix({ plans, kinds }: MatrixInputs, job: Job): Promise<Done> {
  const { engine, log, signal } = job;
  const repository = await openWithoutKms(job);
  const damaged: string[] = [];
  const onDamaged = (_: unknown, plan: string) => damaged.push(plan);
  const matrix = engine.matrixOf(await engine.dueNow(repository, { plans, kinds, signal, onDamaged }), damaged);
  log.say(matrix.include.length > 0 ? matrix.include.map(({ plan }) => plan).join('\n') : 'nothing is due');
  return { command: 'matrix', matrix };
}
