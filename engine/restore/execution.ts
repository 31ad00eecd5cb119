import type { ProgressMeter } from '../events.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Preview } from './preview/preview.ts';
import type { LostTable } from './rows/lostRows.ts';

/** What a restore runs under. */
export interface Execution {
  readonly run: string;
  readonly meter: ProgressMeter;
  readonly signal: AbortSignal;
  readonly onPreview: (preview: Preview, set: SetManifest) => void;
  /** By what id it can be gone on with when it is cut off; absent where it cannot. */
  readonly resumableAs?: string | undefined;
  /** Told what was done when rows were left out, before that is thrown. */
  readonly onLoss?: ((outcome: Outcome) => void) | undefined;
}

export interface Outcome {
  /** What was done, or with `dryRun` what would be. */
  readonly preview: Preview;
  /** Tables whose rows were read back from the target and found equal to the set's. */
  readonly proved: number;
  /** Their rows. */
  readonly provedRows: number;
  /** What is missing, for it is stored damaged; only ever something where `skipDamaged` was asked for. */
  readonly lost: readonly LostTable[];
}
