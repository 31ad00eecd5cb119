import { setTimeout as sleep } from 'node:timers/promises';
import { PgstowError } from '../errors.ts';
import { version } from '../version.ts';

export interface Delivery {
  readonly url: URL;
  /** The field of the plan that names it, for messages. */
  readonly field: string;
  /** JSON to be posted; a GET without. */
  readonly body?: string | undefined;
}

export interface DeliveryOptions {
  /** Fires when there is no more time. */
  readonly signal: AbortSignal;
  readonly rhythm?: Rhythm | undefined;
}

/** In milliseconds. */
export interface Rhythm {
  /** How long one try may take. */
  readonly patience: number;
  /** Pauses before it is tried again. */
  readonly pauses: readonly number[];
}

const usual: Rhythm = { patience: 5000, pauses: [1000, 3000] };

/**
 * Sends a message to whoever wants it, and tries again what may pass by itself. Redirects are not followed: they would take the
 * message to somebody whom nobody has named. Rejects with `connection`, without the address in the message.
 */
export async function deliver(delivery: Delivery, { signal, rhythm = usual }: DeliveryOptions): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const failure = await tryOnce(delivery, signal, rhythm.patience);
    if (!failure) return;
    const pause = signal.aborted || !failure.passes ? undefined : rhythm.pauses[attempt];
    if (pause === undefined) throw undelivered(delivery.field, failure.what, attempt + 1);
    await sleep(pause, undefined, { signal }).catch(() => {});
  }
}

interface Failure {
  readonly what: string;
  /** Whether it may be another thing in a moment. */
  readonly passes: boolean;
}

async function tryOnce(
  { url, body }: Pick<Delivery, 'url' | 'body'>,
  signal: AbortSignal,
  patience: number,
): Promise<Failure | undefined> {
  if (signal.aborted) return { what: 'there was no more time', passes: false };
  const { plain, headers } = withoutCredentials(url);
  try {
    const response = await fetch(plain, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience)]),
      ...(body !== undefined && { body }),
    });
    await response.body?.cancel(); // it may have no end
    return judge(response);
  } catch (thrown) {
    return { what: whyNot(thrown, signal, patience), passes: true };
  }
}

/** What stands before the host of an address belongs into a header; `fetch` refuses it, and shows it. */
function withoutCredentials(url: URL): { readonly plain: URL; readonly headers: Readonly<Record<string, string>> } {
  const plain = new URL(url);
  plain.username = '';
  plain.password = '';
  const agent = { 'user-agent': `pgstow/${version}` };
  if (url.username === '' && url.password === '') return { plain, headers: agent };
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { plain, headers: { ...agent, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` } };
}

function judge({ ok, status, type }: Response): Failure | undefined {
  if (ok) return undefined;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    return { what: `it answers with a redirect (status ${status}), which is not followed`, passes: false };
  }
  return { what: `it answers with status ${status}`, passes: status >= 500 || status === 429 };
}

/** By codes alone: what Node.js says has the host in it, which can be a secret as well. */
function whyNot(thrown: unknown, signal: AbortSignal, patience: number): string {
  if (signal.aborted) return 'there was no more time';
  if ((thrown as { name?: unknown }).name === 'TimeoutError') return `it does not answer in ${patience / 1000} seconds`;
  const { code } = ((thrown as { cause?: unknown }).cause ?? {}) as { code?: unknown };
  return `it does not answer${typeof code === 'string' && /^[\w.]+$/.test(code) ? ` (${code})` : ''}`;
}

function undelivered(field: string, what: string, tries: number): PgstowError {
  const times = tries === 1 ? '' : `; tried ${tries} times`;
  return new PgstowError('connection', `${field}: ${what}${times}`, {
    hint: 'is the address right, and is its service there? pgstow test-notifications tries it',
    retryable: true,
  });
}
