import { refusal } from '../refusal.ts';
import type { NestedAttribute } from '../schema/attribute.ts';
import { isObject, type ObjectValue } from '../values/value.ts';

const pattern = /^(?=\d)(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
const mostMs = 24 * 24 * 3_600_000; // what a timer can hold

/** How long what waits may take. */
export const timeoutsAttribute: NestedAttribute = {
  nesting: 'single',
  given: 'optional',
  description: 'How long it may take. Default: as long as it takes, for nobody knows how large a database is.',
  attributes: {
    create: {
      type: 'string',
      given: 'optional',
      description: 'The restore itself, such as `"90s"`, `"30m"` or `"1h30m"`. What takes longer is given up.',
      refuse: (value) => {
        const duration = millisecondsOf(value as string);
        return duration > 0 && duration <= mostMs ? undefined : 'a text such as 90s, 30m or 1h30m, of at most 24 days';
      },
    },
  },
};

/**
 * Runs what may be given up: when Terraform is interrupted, or when its time is over, which is told as such. Without a limit
 * only the former.
 */
export async function withTimeout<T>(
  { timeouts = null }: ObjectValue,
  stopped: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = isObject(timeouts) ? (timeouts.create ?? null) : null;
  if (typeof limit !== 'string') return run(stopped);
  const over = AbortSignal.timeout(millisecondsOf(limit));
  try {
    return await run(AbortSignal.any([stopped, over]));
  } catch (thrown) {
    if (!over.aborted || stopped.aborted) throw thrown;
    throw refusal('It has taken too long', {
      detail: `It was given up after timeouts.create = "${limit}".\n\nAllow more. The next apply removes what it has created so far, and starts over.`,
      path: ['timeouts', 'create'],
    });
  }
}

function millisecondsOf(text: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] = pattern.exec(text) ?? [];
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
