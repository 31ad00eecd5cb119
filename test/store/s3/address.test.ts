import { describe, expect, it } from 'vitest';
import { parseS3Address, serviceAt } from '../../../engine/store/s3/address.ts';

/** The message of the `input` error that an address is refused with. */
function refusal(text: string, variables = {}): string {
  try {
    parseS3Address(text, variables);
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'input', hint: expect.stringMatching(/./) });
    return (thrown as Error).message;
  }
  throw new Error(`${text} was taken`);
}

describe('the address of a bucket', () => {
  it('needs no more than the bucket', () => {
    expect(parseS3Address('s3://backups')).toEqual({
      url: 's3://backups',
      bucket: 'backups',
      prefix: '',
      region: undefined,
      endpoint: undefined,
      pathStyle: false,
      storageClass: undefined,
      encryption: undefined,
      createOnly: 'if-none-match',
    });
  });

  it('says where and how objects are stored', () => {
    const text =
      's3://my.backups/team/a_1?create-only=if-none-match&kms-key=arn:aws:kms:eu-central-1:1:key/2&sse=aws:kms&storage-class=STANDARD_IA&path-style=false&endpoint=https://s3.example.com:9000&region=eu-central-1';
    expect(parseS3Address(text)).toEqual({
      url: 's3://my.backups/team/a_1?region=eu-central-1&endpoint=https://s3.example.com:9000&path-style=false&storage-class=STANDARD_IA&sse=aws:kms&kms-key=arn:aws:kms:eu-central-1:1:key/2&create-only=if-none-match',
      bucket: 'my.backups',
      prefix: 'team/a_1/',
      region: 'eu-central-1',
      endpoint: 'https://s3.example.com:9000',
      pathStyle: false,
      storageClass: 'STANDARD_IA',
      encryption: { algorithm: 'aws:kms', key: 'arn:aws:kms:eu-central-1:1:key/2' },
      createOnly: 'if-none-match',
    });
  });

  it('is shown so that it means the same again', () => {
    for (const text of [
      's3://backups/',
      's3://backups/a/?endpoint=http%3A%2F%2F127.0.0.1%3A7480%2F',
      's3://backups?sse=AES256&region=auto',
    ]) {
      const address = parseS3Address(text);
      expect(parseS3Address(address.url)).toEqual(address);
    }
    expect(parseS3Address('s3://backups/').url).toBe('s3://backups');
  });

  it('takes the endpoint of the environment as if it were written', () => {
    const both = { AWS_ENDPOINT_URL: 'http://everything:1', AWS_ENDPOINT_URL_S3: 'http://objects:2' };
    expect(parseS3Address('s3://backups', both).url).toBe('s3://backups?endpoint=http://objects:2');
    expect(parseS3Address('s3://backups', { AWS_ENDPOINT_URL: 'http://everything:1' }).pathStyle).toBe(true);
    expect(parseS3Address('s3://backups?endpoint=http://mine:3', both).endpoint).toBe('http://mine:3');
  });

  it.each([
    [undefined, 'amazon', false, 'if-none-match'],
    ['https://s3.eu-central-1.amazonaws.com', 'amazon', false, 'if-none-match'],
    ['https://oss-cn-hangzhou.aliyuncs.com', 'oss', false, 'oss'],
    ['https://storage.googleapis.com', 'gcs', false, 'gcs'],
    ['https://0123.r2.cloudflarestorage.com', 'other', true, 'if-none-match'],
    ['http://localhost:9000', 'other', true, 'if-none-match'],
    ['https://aliyuncs.com.example.org', 'other', true, 'if-none-match'],
  ] as const)('at %s is by default for %s', (endpoint, service, pathStyle, createOnly) => {
    const address = parseS3Address(`s3://backups${endpoint ? `?endpoint=${endpoint}` : ''}`);
    expect(serviceAt(endpoint)).toBe(service);
    expect(address).toMatchObject({ pathStyle, createOnly });
  });

  it.each([
    ['s3://', 'the bucket is missing'],
    ['s3:/backups', 'the bucket is missing'],
    ['s3://Backups', '"Backups" is not the name of a bucket: 3 to 63 lower-case letters, digits, "." and "-"'],
    [
      's3://fast--use1-az4--x-s3',
      'fast--use1-az4--x-s3 is a directory bucket, which does not list objects in the order of their keys',
    ],
    ['s3://backups?sse=', 'sse is "", not AES256 or aws:kms'],
    ['s3://backups?region=EU', 'region is "EU", not a name such as eu-central-1'],
    ['s3://backups?path-style=yes', 'path-style is "yes", not true or false'],
    ['s3://backups?create-only=never', 'create-only is "never", not auto, if-none-match, oss or gcs'],
    [
      's3://backups?storage-class=DEEP_ARCHIVE',
      'what is stored as DEEP_ARCHIVE cannot be read at once, as a repository must be',
    ],
    ['s3://backups?kms-key=k', 'kms-key needs sse=aws:kms'],
    ['s3://backups?sse=AES256&kms-key=k', 'kms-key needs sse=aws:kms'],
    [
      's3://backups?create-only=gcs&sse=AES256',
      'sse is not for Google Cloud Storage, which encrypts everything by the settings of the bucket',
    ],
    ['s3://backups?region=a&region=b', 'region is given 2 times'],
    ['s3://backups?regoin=a', 'there is no parameter "regoin"'],
    ['s3://backups#a', 'it has a "#": write %23 for one in a value'],
    [
      's3://backups?endpoint=minio:9000',
      'endpoint is "minio:9000", not http:// or https://, a host and perhaps a port, without a path or credentials',
    ],
    [
      's3://backups/a//b',
      '"a//b" cannot be the beginning of keys: letters, digits, ".", "_", "-" and "/" between them, no part beginning with a dot, 512 characters at most',
    ],
  ])('refuses %s', (text, problem) => {
    expect(refusal(text)).toBe(`the address of the bucket is not right: ${problem}`);
  });

  it('tells all problems at once', () => {
    expect(refusal('s3://B/.x?regoin=a&kms-key=k').split('; ')).toHaveLength(4);
  });

  it.each([
    's3://AKIAEXAMPLE:hunter2@backups/a',
    's3://AKIAEXAMPLE:hun/ter2@backups/a',
    's3://AKIAEXAMPLE:hun?ter2=x@backups/a',
    's3://AKIAEXAMPLE:hun#ter2@backups/a',
    's3://backups?endpoint=https://user:hunter2@host',
    's3://backups?secret-access-key=hunter2',
    's3://backups?session-token=hunter2&regoin=x',
    's3://backups?AWSAccessKeyId=hunter2',
  ])('refuses credentials without repeating them: %s', (text) => {
    const message = refusal(text);
    expect(message).toBe('the address of the bucket holds credentials');
    expect(() => parseS3Address(text)).toThrow(expect.not.objectContaining({ hint: expect.stringContaining('ter2') }));
  });

  it('refuses credentials in the endpoint of the environment', () => {
    expect(refusal('s3://backups', { AWS_ENDPOINT_URL: 'https://u:hunter2@host' })).not.toContain('hunter2');
  });
});
