import { type PlanDue, retryAfter } from '../schedule/due.ts';
import type { StartKind } from '../schedule/startKind.ts';

/**
 * Starts that have failed here, and are left alone for as long as a start is that was recorded as failed. One of which no record could
 * be made would else be due again at every look, and each time somebody would be told.
 */
export class Setbacks {
  readonly #last = new Map<string, { readonly start: string; readonly at: number }>();

  note(
    { plan, kind, start }: { readonly plan: string; readonly kind: StartKind; readonly start: string },
    at: Date,
  ): void {
    this.#last.set(`${kind} ${plan}`, { start, at: at.getTime() });
  }

  holds({ plan, kind, now: standing }: PlanDue, now: Date): boolean {
    const last = this.#last.get(`${kind} ${plan}`);
    if (!last || standing.state !== 'due' || standing.start !== last.start) return false;
    return Math.abs(now.getTime() - last.at) < retryAfter[0]!; // a clock may be set back
  }
}
