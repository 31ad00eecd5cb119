import { createHash, createHmac } from 'node:crypto';

/** What is needed of a request that the SDK has made and signed. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  query: Record<string, unknown>;
  headers: Record<string, string>;
}

/** An HMAC key of Google Cloud Storage, with the location that a signature names. */
export interface GoogleKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

const algorithm = 'GOOG4-HMAC-SHA256';

/**
 * The headers by which Google Cloud Storage creates an object only if there is none. Requests with an AWS signature are
 * taken as well, but not with this condition: "Requests cannot specify both x-amz and x-goog headers". So all headers are
 * given their Google names, and signed anew, at the time of the SDK's signature.
 *
 * https://cloud.google.com/storage/docs/authentication/canonical-requests,
 * https://cloud.google.com/storage/docs/xml-api/reference-headers
 */
export function googleCreateHeaders(request: SignedRequest, key: GoogleKey): Record<string, string> {
  const given = request.headers;
  const headers: Record<string, string> = {
    ...translated(given),
    'x-goog-date': given['x-amz-date']!,
    'x-goog-content-sha256': given['x-amz-content-sha256']!,
    'x-goog-if-generation-match': '0',
  };
  return { ...headers, authorization: authorization(request, headers, key) };
}

/** Metadata and storage class under Google's names; all else that is Amazon's, and the SDK's own, is left out. */
function translated(given: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(given).flatMap(([name, value]): [string, string][] => {
    if (/^x-amz-(meta-|storage-class$)/.test(name)) return [[name.replace('x-amz-', 'x-goog-'), value]];
    return /^(x-amz-|amz-sdk-|authorization$)/.test(name) ? [] : [[name, value]];
  });
  return Object.fromEntries(kept);
}

/** Of the host and what is Google's: the others may be changed on the way. */
function authorization({ method, path }: SignedRequest, headers: Record<string, string>, key: GoogleKey): string {
  const names = Object.keys(headers).filter((name) => name === 'host' || name.startsWith('x-goog-'));
  names.sort();
  const time = headers['x-goog-date']!;
  const scope = [time.slice(0, 8), key.region, 'storage', 'goog4_request'];
  const lines = names.map((name) => `${name}:${headers[name]!.trim()}\n`).join('');
  const canonical = [method, path, '', lines, names.join(';'), headers['x-goog-content-sha256']].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const signed = [algorithm, time, scope.join('/'), digest].join('\n');
  const signature = hmac(scope.reduce<string | Buffer>(hmac, `GOOG4${key.secretAccessKey}`), signed).toString('hex');
  const credential = `${key.accessKeyId}/${scope.join('/')}`;
  return `${algorithm} Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
