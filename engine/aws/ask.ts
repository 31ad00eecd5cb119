import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import type { Aws } from './aws.ts';
import { jsonObject } from './jsonObject.ts';
import { type Explained, isPassing, type Refusal, refused } from './refused.ts';
import { type Credentials, signedHeaders } from './signature.ts';
import { parseXml, textAt } from './xml.ts';

/** A question to a service of AWS, with what messages need. */
export interface Asked {
  readonly service: 'secretsmanager' | 'ssm' | 'kms' | 'rds';
  /** As `X-Amz-Target` or, of RDS, `Action` names it. */
  readonly action: string;
  /** The right that it takes. */
  readonly right: string;
  /** What is to be done with what is asked for. */
  readonly verb: 'read' | 'used' | 'looked up';
  readonly region: string;
  /** Of RDS, texts by the names of its parameters. */
  readonly body: object;
  /** What it is for, such as a field of a plan. */
  readonly field: string;
  /** The field and what is asked for, as the beginning of a sentence. */
  readonly what: string;
  /** What is asked for: a name or an ARN. */
  readonly name: string;
  /** What its service refuses in its own way. */
  readonly refusals?: readonly Explained[];
}

/** So often, with pauses of at most 0.2, 0.4 and 0.8 seconds in between, each try for at most 10 seconds. */
const attempts = 4;
const pauseMs = 200;
const patienceMs = 10_000;

/** The answer; a refusal is an error that says which right or name is missing. */
export async function ask(asked: Asked, aws: Aws): Promise<object> {
  const found = await reply(asked, aws);
  if ('answer' in found) return found.answer;
  throw refused(asked, found, aws.now());
}

/** The answer, or why there is none. Tries again what passes by itself. */
export async function reply(asked: Asked, aws: Aws): Promise<{ readonly answer: object } | Refusal> {
  const url = endpointOf(asked, aws.env);
  const credentials = await aws.credentials(asked.region, asked.field);
  for (let attempt = 1; ; attempt++) {
    throwIfAborted(aws.signal);
    const found = await send(asked, url, await credentials(), aws);
    if ('answer' in found || attempt === attempts || !isPassing(asked, found)) return found;
    await sleep(Math.random() * pauseMs * 2 ** (attempt - 1), undefined, { signal: aws.signal }).catch(() => {});
  }
}

/** The SDKs' own variables: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointOf({ service, region, field }: Asked, env: Aws['env']): URL {
  const own = endpointVariables[service];
  const variable = env[own] ? own : 'AWS_ENDPOINT_URL';
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = URL.parse(env[variable] || `https://${service}.${region}.${suffix}`);
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/') return url;
  throw new PgstowError('input', `${field}: ${variable} is not the address of a service`, {
    hint: 'write it as https://host:port',
  });
}

const endpointVariables = {
  secretsmanager: 'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  ssm: 'AWS_ENDPOINT_URL_SSM',
  kms: 'AWS_ENDPOINT_URL_KMS',
  rds: 'AWS_ENDPOINT_URL_RDS',
} as const;

async function send(
  asked: Asked,
  url: URL,
  credentials: Credentials,
  { now, signal }: Aws,
): Promise<{ readonly answer: object } | Refusal> {
  const { service, region } = asked;
  const wire = service === 'rds' ? query : json;
  const { text, headers: own } = wire.requestOf(asked);
  const headers = signedHeaders(
    { method: 'POST', host: url.host, headers: own, body: text },
    { service, region, credentials, at: now() },
  );
  try {
    const either = AbortSignal.any([AbortSignal.timeout(patienceMs), ...(signal ? [signal] : [])]);
    const response = await fetch(url, { method: 'POST', headers, body: text, redirect: 'error', signal: either });
    return wire.replyOf(response, await response.text());
  } catch (thrown) {
    throwIfAborted(signal);
    return { status: 0, type: '', message: `${url.host} does not answer: ${causeOf(thrown)}` };
  }
}

/** How a question and its answer are written. */
interface Wire {
  requestOf(asked: Asked): { readonly text: string; readonly headers: Readonly<Record<string, string>> };
  replyOf(response: Response, text: string): { readonly answer: object } | Refusal;
}

const stranger = 'the answer is not that of a service of AWS';

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/CommonErrors.html; what is no JSON comes from something else. */
const json: Wire = {
  requestOf: ({ action, body }) => ({
    text: JSON.stringify(body),
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': action },
  }),
  replyOf: ({ status, headers }, text) => {
    const body = jsonObject(text);
    if (status === 200 && body) return { answer: body };
    const said = headers.get('x-amzn-errortype') ?? body?.__type ?? body?.code ?? '';
    const type = String(said).replace(/^.*#|:.*$/g, '');
    const message = String(body?.message ?? body?.Message ?? (body ? '' : stranger));
    return { status, type, message, date: dateOf(headers) };
  },
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/CommonParameters.html; the answer is the root of a tree of XML. */
const query: Wire = {
  requestOf: ({ action, body }) => ({
    text: new URLSearchParams({ Action: action, Version: '2014-10-31', ...body }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
  }),
  replyOf: ({ status, headers }, text) => {
    const root = parseXml(text);
    if (status === 200 && root) return { answer: root };
    const [type, message] = ['Code', 'Message'].map((name) => root && textAt(root, ['Error', name]));
    return { status, type: type ?? '', message: message ?? (root ? '' : stranger), date: dateOf(headers) };
  },
};

function dateOf(headers: Headers): number {
  return Date.parse(headers.get('date') ?? '');
}

/** What fetch throws says only that it failed; why is in its cause. */
function causeOf(thrown: unknown): string {
  const { cause } = thrown as { cause?: unknown };
  return messageOf(cause ?? thrown) || String((cause as { code?: unknown }).code);
}
