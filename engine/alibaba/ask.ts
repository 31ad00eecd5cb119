import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import type { Alibaba, AlibabaService } from './alibaba.ts';
import { type AlibabaCredentials, signedRequest } from './signature.ts';

/** A question to a service of Alibaba Cloud, with what messages need. */
export interface Asked {
  readonly service: AlibabaService;
  readonly version: string;
  readonly action: string;
  readonly region: string;
  readonly query: Readonly<Record<string, string>>;
  /** What is asked for, as the beginning of a sentence, such as `source.instance.alibabaRds: pgm-1 in cn-hangzhou`. */
  readonly what: string;
  /** What it is for, such as a field of a plan. */
  readonly field: string;
}

const attempts = 3;
const pauseMs = 300;
const patienceMs = 10_000;

/** The answer. Rejects with `input`, `privilege` (the right that is missing is named) or `connection`. */
export async function ask(asked: Asked, alibaba: Alibaba): Promise<object> {
  const credentials = alibaba.credentials(asked.field);
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(alibaba.signal);
    const found = await send(asked, credentials, alibaba);
    if ('answer' in found) return found.answer;
    if (attempt === attempts || !isPassing(found)) throw refused(asked, found);
    await sleep(Math.random() * pauseMs * 2 ** attempt, undefined, { signal: alibaba.signal }).catch(() => {});
  }
}

/** Why there is no answer. https://api.alibabacloud.com/document/Rds/2014-08-15/errorCode */
interface Refusal {
  /** Of HTTP; 0 when nothing came back. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

async function send(
  { service, region, action, version, query }: Asked,
  credentials: AlibabaCredentials,
  { endpoint, now, nonce, signal }: Alibaba,
): Promise<{ readonly answer: object } | Refusal> {
  const url = new URL(endpoint(service, region));
  const asked = { host: url.host, action, version, query: { RegionId: region, ...query } };
  const request = signedRequest(asked, credentials, { at: now(), nonce: nonce() });
  const { host, ...headers } = request.headers; // fetch sets it by itself
  url.search = request.query;
  try {
    const either = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])]);
    const response = await fetch(url, { method: 'POST', headers, redirect: 'error', signal: either });
    return replyOf(response.status, await response.text());
  } catch (thrown) {
    throwIfAborted(signal);
    const { cause } = thrown as { cause?: unknown };
    return { status: 0, code: '', message: `${host} does not answer: ${messageOf(cause ?? thrown)}` };
  }
}

function replyOf(status: number, text: string): { readonly answer: object } | Refusal {
  const body = objectIn(text);
  if (status === 200 && body) return { answer: body };
  const message = body ? String(body.Message ?? '') : 'the answer is not that of a service of Alibaba Cloud';
  return { status, code: String(body?.Code ?? ''), message };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function isPassing({ status, code }: Refusal): boolean {
  return status === 0 || status === 429 || status >= 500 || /^Throttling|ServiceUnavailable/.test(code);
}

function refused({ what, field, service, action }: Asked, refusal: Refusal): PgstowError {
  const { code, message } = refusal;
  // messages about signatures repeat the text that was signed, with the token in it
  const words = [code, isAboutCredentials(code) ? '' : message.split('\n')[0]!.slice(0, 300)]
    .filter(Boolean)
    .join(': ');
  if (isPassing(refusal)) {
    return new PgstowError('connection', `${what} cannot be looked up now: ${words}`, {
      hint: 'try again later; does this machine reach the services of Alibaba Cloud, and is the region right?',
      retryable: true,
    });
  }
  if (/NotFound$/.test(code) && !code.startsWith('InvalidAccessKeyId')) {
    return new PgstowError('input', `${what} does not exist (${code})`, {
      hint: 'check its id, its region, and the account of the credentials',
    });
  }
  if (isAboutCredentials(code)) {
    return new PgstowError('input', `${field}: Alibaba Cloud does not take the credentials (${code})`, {
      hint: 'check ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET and ALIBABA_CLOUD_SECURITY_TOKEN, that they belong together, and the clock of this machine',
    });
  }
  if (/^Forbidden|NoPermission|Unauthorized/.test(code)) {
    return new PgstowError('privilege', `${what} may not be looked up: ${words}`, {
      hint: `allow ${service}:${action} on it in a policy of RAM`,
    });
  }
  return new PgstowError('input', `${what} cannot be looked up: ${words}`, {
    hint: `check its id and region; it takes the right ${service}:${action}`,
  });
}

function isAboutCredentials(code: string): boolean {
  return /Signature|InvalidAccessKeyId|SecurityToken|AccessKey/.test(code);
}
