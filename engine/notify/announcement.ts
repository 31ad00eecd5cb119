import type { StartKind } from '../schedule/startKind.ts';
import type { Occasion } from '../spec/notificationsSchema.ts';

/** What somebody is told of a backup or a drill, or of a start that had none: in the order in which the message has it. */
export interface Announcement {
  /** `test` where somebody tries whether messages arrive. */
  readonly event: Occasion | 'test';
  readonly outcome: 'succeeded' | 'failed' | 'interrupted' | 'skipped' | 'missed' | 'tested';
  /** What it tells of; absent of a test. */
  readonly kind?: StartKind | undefined;
  readonly plan: { readonly id: string; readonly name: string };
  /** The address of the repository. */
  readonly repository: string;
  /** The machine that tells it. */
  readonly host: string;
  /** Its record; absent where none could be written. */
  readonly run?: string | undefined;
  /** The start of the schedule that it is for; with `until` and `count` the first of several that had no run. ISO 8601. */
  readonly start?: string | undefined;
  readonly until?: string | undefined;
  readonly count?: number | undefined;
  /** Why a start had no run. */
  readonly reason?: string | undefined;
  /** ISO 8601. */
  readonly startedAt?: string | undefined;
  readonly finishedAt?: string | undefined;
  /** Seconds. */
  readonly duration?: number | undefined;
  /** The set that was made, and what it holds: bytes of COPY text, and those that were added to the repository. Or the one that was drilled, and what of it was proved. */
  readonly set?: string | undefined;
  readonly tables?: number | undefined;
  readonly rows?: number | undefined;
  readonly bytes?: number | undefined;
  readonly newBytes?: number | undefined;
  /** Of a drill that has passed: how long it took to fetch, restore and prove the set, in seconds. */
  readonly recoverySeconds?: number | undefined;
  /** What a sample of that which was not read has found to be wrong: a `failure` of older sets, though this one is right. */
  readonly alarm?: string | undefined;
  readonly error?: { readonly code: string; readonly message: string; readonly hint?: string | undefined } | undefined;
  /** Such as that sets which are no longer kept could not be removed. */
  readonly warnings: readonly string[];
}

/** The version of the JSON message: fields may be added to it, those that are there stay. */
const version = 1;

const longestText = 2000;
const mostWarnings = 10;

/** The JSON message; `docs/notifications.md` describes it. */
export function jsonMessage(announcement: Announcement): string {
  const { event, outcome, kind, plan, repository, host, warnings, ...more } = announcement;
  const bounded = { ...more, warnings: warnings.slice(0, mostWarnings) };
  const cut = (_: string, value: unknown) => (typeof value === 'string' ? shortened(value) : value);
  return JSON.stringify({ version, event, outcome, kind, plan, repository, host, ...bounded }, cut);
}

function shortened(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}
