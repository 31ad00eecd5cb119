import { PgstowError } from '../../errors.ts';
import { isKeyPart } from '../key.ts';

/** How a service is told to create an object only if there is none: see `createOnlyPut.ts`. */
export type CreateOnlyDialect = 'if-none-match' | 'oss' | 'gcs';

export type ServerSideEncryption =
  | { readonly algorithm: 'AES256' }
  | { readonly algorithm: 'aws:kms'; readonly key: string | undefined };

/** Where objects are kept, and how they are to be stored there: what an address says, with its defaults. */
export interface S3Address {
  /** The address as a person would write it. */
  readonly url: string;
  readonly bucket: string;
  /** What all keys begin with: empty, or ending in `/`. */
  readonly prefix: string;
  readonly region: string | undefined;
  /** Such as `https://host:9000`; undefined for Amazon's own of the region. */
  readonly endpoint: string | undefined;
  readonly pathStyle: boolean;
  readonly storageClass: string | undefined;
  readonly encryption: ServerSideEncryption | undefined;
  readonly createOnly: CreateOnlyDialect;
}

/** The variables by which the AWS SDKs are given an endpoint: what they say counts as written in the address. */
export interface EndpointVariables {
  readonly AWS_ENDPOINT_URL_S3?: string | undefined;
  readonly AWS_ENDPOINT_URL?: string | undefined;
}

/** Parameters and what their values may be, in the order in which an address is shown. */
const parameters = {
  region: /^[a-z0-9-]+$/,
  endpoint: /^https?:\/\/[^/?#@\s]+\/?$/,
  'path-style': /^(true|false)$/,
  'storage-class': /^[A-Z0-9_-]+$/,
  sse: /^(AES256|aws:kms)$/,
  'kms-key': /^[A-Za-z0-9:/_.-]+$/,
  'create-only': /^(auto|if-none-match|oss|gcs)$/,
} as const;

type Parameter = keyof typeof parameters;
type Values = Partial<Record<Parameter, string>>;

const shapes: Readonly<Record<Parameter, string>> = {
  region: 'a name such as eu-central-1',
  endpoint: 'http:// or https://, a host and perhaps a port, without a path or credentials',
  'path-style': 'true or false',
  'storage-class': 'a name such as STANDARD_IA',
  sse: 'AES256 or aws:kms',
  'kms-key': 'a key id, an alias or an ARN',
  'create-only': 'auto, if-none-match, oss or gcs',
};

/**
 * Parses `s3://bucket/prefix?region=&endpoint=&path-style=&storage-class=&sse=&kms-key=&create-only=`. Throws one `input`
 * error with all that is wrong. What may be a secret in the wrong place is not repeated in it.
 */
export function parseS3Address(text: string, variables: EndpointVariables = {}): S3Address {
  if (text.includes('@')) throw holdsCredentials(); // wherever it is: a key of AWS may hold a slash, which ends the bucket
  const { authority, path, query, fragment } = split(text);
  const problems: string[] = [];
  if (fragment) problems.push('it has a "#": write %23 for one in a value');
  const prefix = path.replace(/\/$/, '');
  const values = readParameters(query, variables, problems);
  problems.push(...bucketProblems(authority), ...prefixProblems(prefix), ...contradictions(values));
  if (problems.length > 0) throw malformed(problems);
  return assemble(authority, prefix, values);
}

function split(text: string) {
  const [, authority = '', path = '', query = '', fragment] =
    /^s3:\/\/([^/?#]*)\/?([^?#]*)(?:\?([^#]*))?(#.*)?$/is.exec(text) ?? [];
  return { authority, path, query, fragment };
}

function readParameters(query: string, variables: EndpointVariables, problems: string[]): Values {
  const values: Values = {};
  const given = new URLSearchParams(query);
  for (const name of new Set(given.keys())) {
    if (looksSecret(name)) throw holdsCredentials();
    if (!isParameter(name)) problems.push(`there is no parameter ${JSON.stringify(name)}`);
    else if (given.getAll(name).length > 1) problems.push(`${name} is given ${given.getAll(name).length} times`);
    else values[name] = given.get(name)!;
  }
  const endpoint = variables.AWS_ENDPOINT_URL_S3 || variables.AWS_ENDPOINT_URL;
  if (values.endpoint === undefined && endpoint) values.endpoint = endpoint;
  if (values.endpoint?.includes('@')) throw holdsCredentials();
  for (const [name, value] of Object.entries(values) as [Parameter, string][]) {
    if (!parameters[name].test(value)) problems.push(`${name} is ${JSON.stringify(value)}, not ${shapes[name]}`);
  }
  return values;
}

function isParameter(name: string): name is Parameter {
  return Object.hasOwn(parameters, name);
}

function looksSecret(name: string): boolean {
  return /secret|access|token|password|credential/i.test(name);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html; others allow an underscore too. */
function bucketProblems(bucket: string): string[] {
  if (bucket === '') return ['the bucket is missing'];
  if (bucket.endsWith('--x-s3')) {
    return [`${bucket} is a directory bucket, which does not list objects in the order of their keys`];
  }
  if (/^[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]$/.test(bucket)) return [];
  return [`${JSON.stringify(bucket)} is not the name of a bucket: 3 to 63 lower-case letters, digits, "." and "-"`];
}

function prefixProblems(prefix: string): string[] {
  if (prefix === '' || (prefix.length <= 512 && prefix.split('/').every(isKeyPart))) return [];
  return [
    `${JSON.stringify(prefix)} cannot be the beginning of keys: letters, digits, ".", "_", "-" and "/" between them, no part beginning with a dot, 512 characters at most`,
  ];
}

function contradictions(values: Values): string[] {
  const problems: string[] = [];
  if (values['kms-key'] !== undefined && values.sse !== 'aws:kms') problems.push('kms-key needs sse=aws:kms');
  if (values.sse !== undefined && dialectOf(values) === 'gcs') {
    problems.push('sse is not for Google Cloud Storage, which encrypts everything by the settings of the bucket');
  }
  if (/^(GLACIER|DEEP_ARCHIVE)$/.test(values['storage-class'] ?? '')) {
    problems.push(`what is stored as ${values['storage-class']} cannot be read at once, as a repository must be`);
  }
  return problems;
}

function assemble(bucket: string, path: string, values: Values): S3Address {
  const endpoint = values.endpoint?.replace(/\/$/, '');
  const service = serviceAt(endpoint);
  return {
    url: addressText(bucket, path, { ...values, ...(endpoint && { endpoint }) }),
    bucket,
    prefix: path === '' ? '' : `${path}/`,
    region: values.region,
    endpoint,
    // Alibaba refuses path style: https://www.alibabacloud.com/help/en/oss/developer-reference/use-amazon-s3-sdks-to-access-oss
    pathStyle: values['path-style'] ? values['path-style'] === 'true' : service === 'other',
    storageClass: values['storage-class'],
    encryption: encryptionOf(values),
    createOnly: dialectOf(values),
  };
}

function addressText(bucket: string, path: string, values: Values): string {
  const query = (Object.keys(parameters) as Parameter[])
    .filter((name) => values[name] !== undefined)
    .map((name) => `${name}=${encodeURIComponent(values[name]!).replaceAll('%3A', ':').replaceAll('%2F', '/')}`);
  return `s3://${bucket}${path && `/${path}`}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

function encryptionOf({ sse, 'kms-key': key }: Values): ServerSideEncryption | undefined {
  if (sse === 'AES256') return { algorithm: sse };
  return sse === 'aws:kms' ? { algorithm: sse, key } : undefined;
}

function dialectOf({ endpoint, 'create-only': chosen = 'auto' }: Values): CreateOnlyDialect {
  if (chosen !== 'auto') return chosen as CreateOnlyDialect;
  const service = serviceAt(endpoint);
  if (service === 'oss' || service === 'gcs') return service;
  return 'if-none-match';
}

/** Whose service an endpoint is, as far as its name tells. */
export function serviceAt(endpoint: string | undefined): 'amazon' | 'oss' | 'gcs' | 'other' {
  if (endpoint === undefined) return 'amazon';
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(host)) return 'amazon';
  if (/(^|\.)aliyuncs\.com$/.test(host)) return 'oss';
  return /(^|\.)storage\.googleapis\.com$/.test(host) ? 'gcs' : 'other';
}

function malformed(problems: readonly string[]): PgstowError {
  return new PgstowError('input', `the address of the bucket is not right: ${problems.join('; ')}`, {
    hint: `write s3://bucket/prefix?region=eu-central-1, in quotes in a shell; its parameters are ${Object.keys(parameters).join(', ')}`,
  });
}

function holdsCredentials(): PgstowError {
  return new PgstowError('input', 'the address of the bucket holds credentials', {
    hint: 'addresses are shown and stored: take them out, and give them as AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, by a profile or by a role',
  });
}
