import { PgstowError } from '../errors.ts';
import type { Asked } from './ask.ts';

/** That a service of AWS has not answered the question, and why. */
export interface Refusal {
  /** Of HTTP; 0 when nothing came back. */
  readonly status: number;
  /** Such as `AccessDeniedException`; empty when nothing came back. */
  readonly type: string;
  readonly message: string;
  /** The service's clock, in milliseconds since 1970. */
  readonly date?: number;
}

/** Whether the same question may be answered a moment later. */
export function isPassing({ service }: Asked, { status, type, message }: Refusal): boolean {
  return (
    status === 0 ||
    status === 429 ||
    (status >= 500 && (service === 'kms' || !isAboutKms(message))) ||
    /Throttl|TooManyRequests|InternalServerError/.test(type)
  );
}

/** A refusal as an error. The service's own words are repeated only where nothing secret can be among them. */
export function refused(asked: Asked, refusal: Refusal, now: Date): PgstowError {
  const met: Met = { asked, refusal, now };
  const {
    code,
    says,
    hint,
    retryable = false,
  } = [...(asked.refusals ?? []), ...refusals].find(({ when }) => when(met)) ?? otherwise;
  return new PgstowError(code, says(met), { hint: hint(met), retryable });
}

/** What is known when a question was refused. */
export interface Met {
  readonly asked: Asked;
  readonly refusal: Refusal;
  readonly now: Date;
}

/** A refusal that is known, and how it is told. */
export interface Explained {
  readonly when: (met: Met) => boolean;
  readonly code: PgstowError['code'];
  readonly says: (met: Met) => string;
  readonly hint: (met: Met) => string;
  readonly retryable?: boolean;
}

/** Requests are refused that are more than five minutes off. */
const clockToleranceMs = 4 * 60_000;

/** The first that fits is told. */
const refusals: readonly Explained[] = [
  {
    when: ({ asked, refusal }) => isPassing(asked, refusal),
    code: 'connection',
    says: ({ asked, refusal }) => `${asked.what} cannot be ${asked.verb} now: ${wordsOf(refusal)}`,
    hint: ({ asked }) => `try again later; does this machine reach ${asked.service}.${asked.region}.amazonaws.com?`,
    retryable: true,
  },
  {
    when: ({ refusal, now }) =>
      isAboutSignature(refusal) && Math.abs(now.getTime() - (refusal.date ?? Number.NaN)) > clockToleranceMs,
    code: 'input',
    says: ({ asked, refusal, now }) =>
      `${asked.field}: AWS refuses the signature: it is ${iso(now.getTime())} here and ${iso(refusal.date!)} there`,
    hint: () => 'let this machine follow a time server (NTP)',
  },
  {
    when: ({ refusal }) => refusal.type.startsWith('ExpiredToken'),
    code: 'input',
    says: ({ asked }) => `${asked.field}: the credentials for AWS have expired`,
    hint: () => 'get new ones, such as by aws sso login',
  },
  {
    when: ({ refusal }) => isAboutSignature(refusal),
    code: 'input',
    says: ({ asked, refusal }) => `${asked.field}: AWS does not take the credentials (${refusal.type})`,
    hint: () =>
      'check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the profile, and that they belong together',
  },
  {
    when: ({ asked, refusal }) => asked.service !== 'kms' && isAboutKms(`${refusal.type} ${refusal.message}`),
    code: 'privilege',
    says: ({ asked, refusal }) => `${asked.what} cannot be decrypted: ${wordsOf(refusal)}`,
    hint: ({ asked }) =>
      `allow kms:Decrypt on the key that ${asked.name} is encrypted with, in the policies of the role and of the key`,
  },
  {
    when: ({ refusal }) => /^AccessDenied/.test(refusal.type),
    code: 'privilege',
    says: ({ asked, refusal }) => `${asked.what} may not be ${asked.verb}: ${wordsOf(refusal)}`,
    hint: ({ asked }) => `allow ${asked.right} on ${asked.name}`,
  },
  {
    when: ({ refusal }) =>
      ['ResourceNotFoundException', 'ParameterNotFound', 'ParameterVersionNotFound'].includes(refusal.type),
    code: 'input',
    says: ({ asked }) => `${asked.what} does not exist`,
    hint: () => 'check its name, its region, and the account of the credentials',
  },
];

const otherwise: Omit<Explained, 'when'> = {
  code: 'input',
  says: ({ asked, refusal }) => `${asked.what} cannot be ${asked.verb}: ${wordsOf(refusal)}`,
  hint: ({ asked }) => `check its name and state; it takes the right ${asked.right}`,
};

/** Their messages repeat the request with the session token in it. */
function isAboutSignature({ type }: Refusal): boolean {
  return /Signature|UnrecognizedClient|InvalidClientTokenId|MissingAuthenticationToken|InvalidAccessKeyId|RequestExpired/.test(
    type,
  );
}

function isAboutKms(words: string): boolean {
  return /KMS|DecryptionFailure|InvalidKeyId|customer master key/i.test(words);
}

/** The service's own words, cut to a line. */
export function wordsOf({ status, type, message }: Refusal): string {
  const [line = ''] = message.split('\n');
  return [type || (status > 0 ? `status ${status}` : ''), line.slice(0, 300)].filter(Boolean).join(': ');
}

function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
