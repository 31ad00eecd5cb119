import { refusal } from '../refusal.ts';
import type { NestedAttribute } from '../schema/attribute.ts';
import { isObject, type ObjectValue } from '../values/value.ts';

const pattern = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const mostMs = 24 * 24 * 3_600_000; // what a timer can hold

/** How long what waits may take; `what` is that which is waited for. */
export function timeoutsAttribute(what: string): NestedAttribute {
  return {
    nesting: 'single',
    given: 'optional',
    description: 'How long it may take. Default: as long as it takes, for nobody knows how large a database is.',
    attributes: {
      create: {
        type: 'string',
        given: 'optional',
        description: `${what}, such as \`"90s"\`, \`"30m"\` or \`"1h30m"\`. What takes longer is given up.`,
        refuse: (value) =>
          isAllowed(value as string) ? undefined : 'a text such as 90s, 30m or 1h30m, of at most 24 days',
      },
    },
  };
}

/** Until when something is waited for. */
export interface Deadline {
  /** Fires when it is over, or Terraform is interrupted. */
  readonly signal: AbortSignal;
  /** As it is written; null without one. */
  readonly limit: string | null;
  /** Whether time is why it was given up. */
  readonly isOver: () => boolean;
}

export function deadlineOf({ timeouts = null }: ObjectValue, stopped: AbortSignal): Deadline {
  const limit = isObject(timeouts) ? (timeouts.create ?? null) : null;
  if (typeof limit !== 'string') return { signal: stopped, limit: null, isOver: () => false };
  const over = AbortSignal.timeout(millisecondsOf(limit));
  return { signal: AbortSignal.any([stopped, over]), limit, isOver: () => over.aborted && !stopped.aborted };
}

/** Runs what may take so long and no longer, and tells when it was that. */
export async function withinTime<T>({ signal, limit, isOver }: Deadline, run: (signal: AbortSignal) => Promise<T>) {
  try {
    return await run(signal);
  } catch (thrown) {
    if (!isOver()) throw thrown;
    throw refusal('It has taken too long', {
      detail: `It was given up after timeouts.create = "${limit}".\n\nAllow more. The next apply goes on with what it has done so far.`,
      path: ['timeouts', 'create'],
    });
  }
}

function isAllowed(text: string): boolean {
  const duration = millisecondsOf(text);
  return duration > 0 && duration <= mostMs;
}

function millisecondsOf(text: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = pattern.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
