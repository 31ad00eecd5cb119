import { createHash, createHmac } from 'node:crypto';

export interface AlibabaCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

export interface AlibabaRequest {
  readonly host: string;
  readonly action: string;
  /** Of the service's API. */
  readonly version: string;
  readonly query: Readonly<Record<string, string>>;
}

const algorithm = 'ACS3-HMAC-SHA256';

/**
 * The address's query and the headers of a request without a body, signed by version 3:
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function signedRequest(
  { host, action, version, query }: AlibabaRequest,
  credentials: AlibabaCredentials,
  { at, nonce }: { readonly at: Date; readonly nonce: string },
): { readonly query: string; readonly headers: Readonly<Record<string, string>> } {
  const headers: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': at.toISOString().replace(/\.\d+/, ''),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
    ...(credentials.securityToken && { 'x-acs-security-token': credentials.securityToken }),
  };
  const names = Object.keys(headers).sort();
  const text = canonicalQuery(query);
  const canonical = [
    'POST',
    '/',
    text,
    names.map((name) => `${name}:${headers[name]!.trim()}\n`).join(''),
    names.join(';'),
    sha256(''),
  ].join('\n');
  const signature = createHmac('sha256', credentials.accessKeySecret)
    .update(`${algorithm}\n${sha256(canonical)}`)
    .digest('hex');
  const authorization = `${algorithm} Credential=${credentials.accessKeyId},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { query: text, headers: { ...headers, authorization } };
}

function canonicalQuery(query: Readonly<Record<string, string>>): string {
  return Object.keys(query)
    .sort()
    .map((name) => `${encoded(name)}=${encoded(query[name]!)}`)
    .join('&');
}

/** RFC 3986 */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
