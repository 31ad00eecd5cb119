/** What a request came to that did not succeed, from whichever layer it was thrown. */
export interface Failure {
  /** The service's code such as `NoSuchKey`, or the system's such as `ECONNREFUSED`; empty when there is none. */
  readonly code: string;
  /** The status of the reply; undefined when there was none. */
  readonly status: number | undefined;
  /** The reply's headers, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** In the service's or the system's words. */
  readonly words: string;
  /** What the service says the region is. */
  readonly region: string | undefined;
}

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly Region?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Record<string, string> };
}

export function failureOf(thrown: unknown): Failure {
  const error = (thrown ?? {}) as Thrown;
  const headers = error.$response?.headers ?? {};
  const status = error.$metadata?.httpStatusCode ?? error.$response?.statusCode;
  const words = typeof error.message === 'string' ? error.message : '';
  return { code: codeOf(error, status), status, headers, words, region: regionOf(error, headers, words) };
}

/**
 * The error as a cause to keep. What the SDK throws has the whole reply on it, which may repeat the request's credentials:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, under SignatureDoesNotMatch and InvalidAccessKeyId.
 */
export function bareCause(thrown: unknown): Error {
  const { code, status, words } = failureOf(thrown);
  const bare = new Error([status, code, words].filter(Boolean).join(' '));
  if (thrown instanceof Error && thrown.stack) bare.stack = thrown.stack;
  return bare;
}

/** The system's first: a reply may break after its status, and the SDK names several of the codes `TimeoutError`. */
function codeOf({ name, code }: Thrown, status: number | undefined): string {
  if (typeof code === 'string' && (status === undefined || /^(E[A-Z]+|(ERR|HPE)_\w+)$/.test(code))) return code;
  // where a reply says nothing the SDK has names of its own for it
  if (typeof name !== 'string' || /^(Unknown.*|Error|SyntaxError|TypeError|\d+)$/.test(name)) return '';
  return name;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html; a signature for another region names it in words. */
function regionOf({ Region: region }: Thrown, headers: Record<string, string>, words: string): string | undefined {
  if (headers['x-amz-bucket-region']) return headers['x-amz-bucket-region'];
  if (typeof region === 'string') return region;
  return /expecting '([a-z0-9-]+)'/.exec(words)?.[1];
}

export function isMissing({ code, status }: Failure): boolean {
  return status === 404 && code === 'NoSuchKey';
}

/** Whether the service says that the credentials were valid once. */
export function isExpired({ code }: Failure): boolean {
  return code === 'ExpiredToken' || code === 'ExpiredTokenException' || code === 'TokenRefreshRequired';
}

/** Something that is worth another try though no request failed. */
export function passingFailure(message: string): Error {
  return Object.assign(new Error(message), { code: 'ConditionalRequestConflict' });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const passing = new Set([
  // too much at once
  ...['SlowDown', 'SlowDownRead', 'SlowDownWrite', 'ServiceUnavailable', 'TooManyRequests', 'TooManyRequestsException'],
  ...['Throttling', 'ThrottlingException', 'RequestLimitExceeded', 'ServerBusy'],
  // the service has stumbled
  ...[
    'InternalError',
    'InternalServerError',
    'OperationAborted',
    'ConditionalRequestConflict',
    'ConcurrentModification',
  ],
  // the request did not arrive as it was sent
  ...['RequestTimeout', 'IncompleteBody', 'BadDigest', 'XAmzContentSHA256Mismatch'],
  // the SDK has set its clock by the reply, and signs the next try by it
  'RequestTimeTooSkewed',
  // no connection, or a connection that ended in between
  ...['ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN'],
  ...['ENETDOWN', 'EAI_AGAIN', 'ENOTFOUND', 'TimeoutError', 'ERR_STREAM_PREMATURE_CLOSE', 'HPE_INVALID_EOF_STATE'],
]);

const passingStatus = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether the same request may succeed a moment later. */
export function isPassing({ code, status }: Failure): boolean {
  return passing.has(code) || (status !== undefined && passingStatus.has(status));
}

/** Milliseconds that the service asks to wait: seconds or a date. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
export function askedPause({ headers }: Failure, now: number): number {
  const asked = headers['retry-after'];
  if (!asked) return 0;
  const pause = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - now;
  return Number.isFinite(pause) ? Math.max(0, pause) : 0;
}
