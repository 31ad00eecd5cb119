import type { PlanFigures, Repository } from '../../engine/index.ts';
import type { Invocation } from '../invocation.ts';
import type { SchedulerState } from './schedulerState.ts';

/** Reading the figures of many plans asks the store often: who asks sooner gets the same ones again. */
const freshFor = 30_000;

/**
 * What `/metrics` answers: the figures of the plans as they were read in the last half minute, and what the scheduler has done. Where the
 * repository cannot be read, it is the latter alone.
 */
export function metricsText({ engine }: Pick<Invocation, 'engine'>) {
  let read: { readonly at: number; readonly plans: Promise<readonly PlanFigures[] | undefined> } | undefined;
  const figures = async (repository: Repository | undefined) => {
    if (!repository) return undefined;
    const { planFigures } = await engine();
    return planFigures(repository).catch(() => undefined); // that it is away the scheduler says itself
  };
  return async (repository: Repository | undefined, state: SchedulerState) => {
    if (!read || Date.now() - read.at > freshFor) read = { at: Date.now(), plans: figures(repository) };
    const plans = await read.plans;
    if (!plans) read = undefined;
    const [{ planMetrics }, { addSchedulerMetrics }] = await Promise.all([
      import('../metrics/exposition.ts'),
      import('../metrics/schedulerMetrics.ts'),
    ]);
    const registry = planMetrics(plans ?? []);
    addSchedulerMetrics(registry, state, plans !== undefined);
    return { contentType: registry.contentType, text: await registry.metrics() };
  };
}
