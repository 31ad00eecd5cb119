import { z } from 'zod';
import type { RunError } from './runRecord.ts';

/** How a drill of a set came out: what was restored, where, what of it was proved, and how long it took. Durations are in seconds. */
export interface DrillReport {
  readonly format: 1;
  readonly run: string;
  readonly plan: string;
  readonly set: string;
  /** What the set goes back to, ISO 8601, as all instants here. */
  readonly snapshotAt: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The machine that has carried it out. */
  readonly host: string;
  /** The version of pgstow. */
  readonly tool: string;
  readonly outcome: 'passed' | 'failed';
  /** Absent where it did not come to a server. `throwaway`: it was started for the drill; `named`: somebody has named it. */
  readonly server?: { readonly kind: 'throwaway' | 'named'; readonly version: string } | undefined;
  /** Tables whose rows were read back and found equal to the set's by count and hash. */
  readonly proved: { readonly tables: number; readonly rows: number; readonly bytes: number };
  /** Those of the plan, in its order; none where the restore has failed. */
  readonly assertions: readonly AssertionResult[];
  /** How long it took to fetch, restore and prove the set; absent where that has failed. */
  readonly recoverySeconds?: number | undefined;
  /** How long all of it took, the server's start included. */
  readonly seconds: number;
  /** Why it failed. */
  readonly error?: RunError | undefined;
  readonly warnings: readonly string[];
}

export interface AssertionResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seconds: number;
  /** Why it did not pass: never a value of a row. */
  readonly reason?: string | undefined;
}

const count = z.int().min(0);
const seconds = z.number().min(0);
const instant = z.iso.datetime();

/** Fields that a later version adds to format 1 may be left aside. */
export const drillReportSchema: z.ZodType<DrillReport> = z.object({
  format: z.literal(1),
  run: z.string(),
  plan: z.string(),
  set: z.string(),
  snapshotAt: instant,
  startedAt: instant,
  finishedAt: instant,
  host: z.string(),
  tool: z.string(),
  outcome: z.enum(['passed', 'failed']),
  server: z.object({ kind: z.enum(['throwaway', 'named']), version: z.string() }).optional(),
  proved: z.object({ tables: count, rows: count, bytes: count }),
  assertions: z.array(z.object({ name: z.string(), passed: z.boolean(), seconds, reason: z.string().optional() })),
  recoverySeconds: seconds.optional(),
  seconds,
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).optional(),
  warnings: z.array(z.string()),
});
