import type { StartKind } from '../schedule/startKind.ts';
import type { PlanOutcome } from './runPlans.ts';

/** What a start comes to that is made, by what it starts. */
export type MadeByKind = Readonly<Record<StartKind, unknown>>;

/** Makes a start of a plan, and records it as that which the run is for; called for one plan after the other. */
export type Make<Made extends MadeByKind> = {
  readonly [Kind in StartKind]: (plan: string, start: string) => Promise<Made[Kind]>;
};

/**
 * What has become of a start that was due. `skipped`: another run was at it, or has made it meanwhile; what becomes of it is in the
 * records of others.
 */
export type StartOutcome<Made extends MadeByKind> = {
  readonly [Kind in StartKind]: PlanOutcome<Made[Kind]> & {
    readonly kind: Kind;
    readonly start: string;
    readonly attempt: number;
  };
}[StartKind];
