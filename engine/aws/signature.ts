import { createHash, createHmac } from 'node:crypto';

/*
 * Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 * Here for requests to `/` of a host, which is all that is asked of AWS beside S3.
 */
const algorithm = 'AWS4-HMAC-SHA256';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Who asks which service, where and when. */
export interface Signing {
  readonly service: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly at: Date;
}

export interface ToSign {
  readonly method: 'GET' | 'POST';
  /** With its port, unless that is the usual one. */
  readonly host: string;
  readonly query?: Fields;
  /** By names in lower case. */
  readonly headers?: Fields;
  readonly body?: string;
}

type Fields = Readonly<Record<string, string>>;

/** The headers to send: those that were given, and the signature with what belongs to it. `host` is not among them. */
export function signedHeaders(request: ToSign, signing: Signing): Record<string, string> {
  const { accessKeyId, sessionToken } = signing.credentials;
  const headers = {
    ...request.headers,
    'x-amz-date': timeOf(signing.at),
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
  };
  const signature = signatureOf({ ...request, headers }, signing);
  const names = namesOf({ ...headers, host: request.host });
  const authorization = `${algorithm} Credential=${accessKeyId}/${scopeOf(signing)}, SignedHeaders=${names}, Signature=${signature}`;
  return { ...headers, authorization };
}

/** The query of an address that is good for so many seconds, with the signature in it. */
export function signedQuery(request: ToSign, signing: Signing, seconds: number): string {
  const { accessKeyId, sessionToken } = signing.credentials;
  const query = {
    ...request.query,
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${accessKeyId}/${scopeOf(signing)}`,
    'X-Amz-Date': timeOf(signing.at),
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': namesOf({ ...request.headers, host: request.host }),
    ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
  };
  return `${canonicalQuery(query)}&X-Amz-Signature=${signatureOf({ ...request, query }, signing)}`;
}

function signatureOf({ method, host, query = {}, headers = {}, body = '' }: ToSign, signing: Signing): string {
  const all: Fields = { ...headers, host };
  const canonicalHeaders = Object.keys(all)
    .sort()
    .map((name) => `${name}:${all[name]!.trim().replace(/ +/g, ' ')}\n`)
    .join('');
  const request = [method, '/', canonicalQuery(query), canonicalHeaders, namesOf(all), sha256(body)].join('\n');
  const text = [algorithm, timeOf(signing.at), scopeOf(signing), sha256(request)].join('\n');
  return hmac(signingKey(signing), text).toString('hex');
}

function signingKey({ credentials, at, region, service }: Signing): Buffer {
  const ofDay = hmac(`AWS4${credentials.secretAccessKey}`, timeOf(at).slice(0, 8));
  return hmac(hmac(hmac(ofDay, region), service), 'aws4_request');
}

function scopeOf({ at, region, service }: Signing): string {
  return `${timeOf(at).slice(0, 8)}/${region}/${service}/aws4_request`;
}

/** `20150830T123600Z` */
function timeOf(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, '');
}

function namesOf(headers: Fields): string {
  return Object.keys(headers).sort().join(';');
}

function canonicalQuery(query: Fields): string {
  return Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
}

/** RFC 3986: encodeURIComponent leaves five characters as they are that are to be encoded. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
