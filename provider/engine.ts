/** What the provider uses of pgstow. It is loaded when a call first needs it: Terraform starts a provider several times for a plan. */
export type Engine = typeof import('../engine/index.ts');

export type {
  Check,
  ConnectionTarget,
  CostReport,
  DescribedSet,
  EngineEvent,
  OpenOptions,
  PgstowError,
  Plan,
  PlanDocument,
  PlanFreshness,
  PlanProblem,
  Preview,
  Progress,
  Repository,
  RestoreChoice,
  RestoreRequest,
  RestoreResult,
  Schedule,
} from '../engine/index.ts';

export function loadEngine(): Promise<Engine> {
  return import('../engine/index.ts');
}
