import type { Aws } from '../aws/aws.ts';
import { PgstowError } from '../errors.ts';
import type { PlanDocument } from '../spec/plan.ts';
import type { KeptReference } from '../spec/referenceSchema.ts';
import type { Environment } from '../spec/secret.ts';
import { withGrace } from '../withGrace.ts';
import { resolveAddress } from './address.ts';
import { type Announcement, jsonMessage } from './announcement.ts';
import { deliver, type Rhythm } from './deliver.ts';
import { slackMessage } from './slackMessage.ts';

export interface Telling {
  /** Once it has fired there are two seconds left. */
  readonly signal: AbortSignal;
  /** Where addresses are looked up. */
  readonly env: Environment;
  readonly aws?: Aws | undefined;
  readonly rhythm?: Rhythm | undefined;
}

/** What has become of a message to one receiver. */
export interface Receipt {
  /** The field of the plan that names it. */
  readonly field: string;
  /** Why it did not arrive. The address is not in it. */
  readonly failure?: PgstowError | undefined;
}

type Receivers = Pick<PlanDocument, 'notifications' | 'ping'>;

/** In milliseconds: of everything, and once the operation is aborted. */
const patienceMs = 20_000;
const lateMs = 2000;

/**
 * Tells those who want to hear of it, all at once, and sends the ping after a backup; a test is for all but the ping. Never rejects, and
 * takes 20 seconds at most.
 */
export async function announce(
  receivers: Receivers,
  announcement: Announcement,
  telling: Telling,
): Promise<readonly Receipt[]> {
  const sendings = sendingsOf(receivers, announcement);
  if (sendings.length === 0) return [];
  return withGrace(telling.signal, lateMs, (late) => {
    const signal = AbortSignal.any([late, AbortSignal.timeout(patienceMs)]);
    return Promise.all(sendings.map((sending) => send(sending, telling, signal)));
  });
}

/** For the operation, to which it makes no difference. */
export function warningsOf(receipts: readonly Receipt[]): string[] {
  return receipts.flatMap(({ failure }) => (failure ? [`a message did not arrive: ${failure.message}`] : []));
}

interface Sending {
  readonly field: string;
  readonly reference: KeptReference;
  /** A ping has none. */
  readonly body?: string;
}

function sendingsOf({ notifications = [], ping }: Receivers, announcement: Announcement): Sending[] {
  const { event, kind, alarm } = announcement;
  const isMade = event === 'success' || alarm !== undefined;
  const messages = notifications.flatMap(({ webhook, format, on }, index) => {
    if (event !== 'test' && !on.includes(event)) return [];
    const body = format === 'slack' ? slackMessage(announcement) : jsonMessage(announcement);
    return [{ field: `notifications[${index}].webhook`, reference: webhook, body }];
  });
  return ping && isMade && kind === 'backup' ? [...messages, { field: 'ping', reference: ping }] : messages;
}

async function send({ field, reference, body }: Sending, telling: Telling, signal: AbortSignal): Promise<Receipt> {
  const { env, aws, rhythm } = telling;
  const arrived = async () => {
    const url = await resolveAddress(reference, field, { env, aws, signal });
    await deliver({ url, body, field }, { signal, rhythm });
  };
  try {
    await Promise.race([arrived(), timeOver(field, signal)]);
    return { field };
  } catch (thrown) {
    return { field, failure: thrown instanceof PgstowError ? thrown : unexplained(field) };
  }
}

/** Credentials of AWS are asked for by others, who do not stop for us. */
function timeOver(field: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = () => reject(new PgstowError('connection', `${field}: there was no more time`, { retryable: true }));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

/** What others have to say of an address may have it in it. */
function unexplained(field: string): PgstowError {
  return new PgstowError('connection', `${field}: it could not be sent`);
}
