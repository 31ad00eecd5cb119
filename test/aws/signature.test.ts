import { describe, expect, test } from 'vitest';
import { rdsToken } from '../../engine/aws/rdsToken.ts';
import { signedHeaders, signedQuery } from '../../engine/aws/signature.ts';

/** AWS's published examples: keys, instants and signatures are theirs. */
const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const suite = { credentials, region: 'us-east-1', service: 'service', at: new Date('2015-08-30T12:36:00.789Z') };
const host = 'example.amazonaws.com';
const scope = 'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request';

describe('a signature', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  test("of the manual's request is the manual's", () => {
    const headers = signedHeaders(
      {
        method: 'GET',
        host: 'iam.amazonaws.com',
        query: { Version: '2010-05-08', Action: 'ListUsers' },
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      },
      { ...suite, service: 'iam' },
    );
    expect(headers).toEqual({
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, ' +
        'SignedHeaders=content-type;host;x-amz-date, ' +
        'Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
    });
  });

  // of AWS's test suite for signature version 4
  test.each([
    ['get-vanilla', 'GET', {}, '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31'],
    ['post-vanilla', 'POST', {}, '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b'],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      { Param2: 'value2', Param1: 'value1' },
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
  ] as const)('of %s is that of the test suite', (_, method, query, signature) => {
    const { authorization } = signedHeaders({ method, host, query }, suite);
    expect(authorization).toBe(`${scope}, SignedHeaders=host;x-amz-date, Signature=${signature}`);
  });

  test('of a body and its type is that of the test suite', () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { authorization } = signedHeaders({ method: 'POST', host, headers, body: 'Param1=value1' }, suite);
    expect(authorization).toBe(
      `${scope}, SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a`,
    );
  });

  test('covers the token of temporary credentials', () => {
    const signing = { ...suite, credentials: { ...credentials, sessionToken: 'AQoDYXdz' } };
    const headers = signedHeaders({ method: 'POST', host }, signing);
    expect(headers).toMatchObject({
      'x-amz-security-token': 'AQoDYXdz',
      authorization: expect.stringContaining('SignedHeaders=host;x-amz-date;x-amz-security-token, '),
    });
    const other = { ...suite, credentials: { ...credentials, sessionToken: 'AQoDYXdy' } };
    expect(signedHeaders({ method: 'POST', host }, other).authorization).not.toBe(headers.authorization);
  });

  test('in a query encodes what it must', () => {
    const signing = { ...suite, credentials: { ...credentials, sessionToken: 'a+/=' } };
    const query = signedQuery({ method: 'GET', host, query: { DBUser: "o'neil (x)*!" } }, signing, 900);
    expect(query).toMatch(
      /^DBUser=o%27neil%20%28x%29%2A%21&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F/,
    );
    expect(query).toMatch(
      /&X-Amz-Expires=900&X-Amz-Security-Token=a%2B%2F%3D&X-Amz-SignedHeaders=host&X-Amz-Signature=[0-9a-f]{64}$/,
    );
  });
});

describe('a token of RDS', () => {
  const token = (host: string) =>
    rdsToken(
      { host, port: 3306, user: 'someusername' },
      {
        region: 'us-east-1',
        credentials: { accessKeyId: 'akid', secretAccessKey: 'skid' },
        at: new Date('2016-11-07T17:39:33Z'),
      },
    );

  // the same values as in the tests of AWS's own SDK for Python, generate_db_auth_token
  test("is what AWS's own SDK makes", () => {
    expect(token('prod-instance.us-east-1.rds.amazonaws.com')).toBe(
      'prod-instance.us-east-1.rds.amazonaws.com:3306/?Action=connect&DBUser=someusername&X-Amz-Algorithm=AWS4-HMAC-SHA256' +
        '&X-Amz-Credential=akid%2F20161107%2Fus-east-1%2Frds-db%2Faws4_request&X-Amz-Date=20161107T173933Z' +
        '&X-Amz-Expires=900&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=d1138cdbc0ca63eec012ec0fc6c2267e03642168f5884a7795320d4c18374c61',
    );
  });

  test('is for the name in lower case, as the server knows itself', () => {
    expect(token('Prod-Instance.us-east-1.rds.amazonaws.com')).toBe(token('prod-instance.us-east-1.rds.amazonaws.com'));
  });
});
