import type { PlanFigures, Repository } from '../../engine/index.ts';
import type { Invocation } from '../invocation.ts';
import type { SchedulerState } from './schedulerState.ts';

interface Figures {
  readonly plans: readonly PlanFigures[];
  /** Plans of which there are none, for they are damaged. */
  readonly damaged: readonly string[];
}

/** Reading the figures of many plans asks the store often: who asks sooner gets the same ones again. */
const freshFor = 30_000;

/**
 * What `/metrics` answers: the figures of the plans as they were read in the last half minute, and what the scheduler has done. Where the
 * repository cannot be read, it is the latter alone.
 */
export function metricsText({ engine }: Pick<Invocation, 'engine'>) {
  let read: { readonly at: number; readonly figures: Promise<Figures | undefined> } | undefined;
  const figures = async (repository: Repository | undefined): Promise<Figures | undefined> => {
    if (!repository) return undefined;
    const { planFigures } = await engine();
    const damaged: string[] = [];
    const onDamaged = (_: unknown, plan: string) => damaged.push(plan);
    const plans = await planFigures(repository, { onDamaged }).catch(() => undefined); // that it is away the scheduler says itself
    return plans && { plans, damaged };
  };
  return async (repository: Repository | undefined, state: SchedulerState) => {
    if (!read || Date.now() - read.at > freshFor) read = { at: Date.now(), figures: figures(repository) };
    const found = await read.figures;
    if (!found) read = undefined;
    const [{ planMetrics }, { addSchedulerMetrics }] = await Promise.all([
      import('../metrics/exposition.ts'),
      import('../metrics/schedulerMetrics.ts'),
    ]);
    const registry = planMetrics(found?.plans ?? [], found?.damaged);
    addSchedulerMetrics(registry, state, found !== undefined);
    return { contentType: registry.contentType, text: await registry.metrics() };
  };
}
