import { interrupted, PgstowError } from '../../errors.ts';
import { createOnlyHint } from '../createOnly.ts';
import type { S3Address } from './address.ts';
import { connectionCauses } from './connectionCauses.ts';
import { bareCause, type Failure, failureOf, isPassing } from './failure.ts';
import { GivenUp } from './persistence.ts';

/** What a request was to do, and the right that it needs. */
export interface Deed {
  /** Such as `write`. */
  readonly verb: string;
  /** Such as `s3://bucket/prefix/key`. */
  readonly object: string;
  readonly right: Right;
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html */
type Right =
  | 's3:PutObject'
  | 's3:GetObject'
  | 's3:DeleteObject'
  | 's3:ListBucket'
  | 's3:PutObjectTagging'
  | 's3:RestoreObject'
  | 's3:GetBucketVersioning'
  | 's3:GetBucketObjectLockConfiguration'
  | 's3:GetLifecycleConfiguration'
  | 's3:ListBucketVersions'
  | 's3:DeleteObjectVersion'
  | 's3:GetObjectVersion'
  | 's3:GetObjectRetention'
  | 's3:PutObjectRetention'
  | 's3:PutObjectLegalHold';

const ofTheBucket: ReadonlySet<Right> = new Set([
  's3:ListBucket',
  's3:GetBucketVersioning',
  's3:GetBucketObjectLockConfiguration',
  's3:GetLifecycleConfiguration',
  's3:ListBucketVersions',
]);

export interface Explanation {
  readonly what: string;
  readonly hint: string;
}

export const notS3Hint =
  'check the endpoint: its host, port, and http or https; the console of a service is often at another port than its S3';

/** What a request has thrown, as a `store` error that says what happened and what to do. */
export function s3Error(deed: Deed, address: S3Address, thrown: unknown, signal?: AbortSignal): PgstowError {
  if (thrown instanceof PgstowError) return thrown;
  if (signal?.aborted) return interrupted(signal);
  const cause = thrown instanceof GivenUp ? thrown.cause : thrown;
  const failure = failureOf(cause);
  const { what, hint } = explain(failure, deed, address);
  const tries = thrown instanceof GivenUp && thrown.tries > 1 ? effort(thrown) : '';
  const kind =
    failure.code === 'InvalidObjectState' && /^s3:GetObject(Version)?$/.test(deed.right) ? 'archived' : 'store';
  return new PgstowError(kind, `cannot ${deed.verb} ${deed.object}: ${what}${tries}`, {
    hint,
    retryable: isPassing(failure),
    cause: bareCause(cause),
  });
}

function effort({ tries, milliseconds }: GivenUp): string {
  return ` (tried ${tries} times in ${Math.max(1, Math.round(milliseconds / 1000))} s)`;
}

function explain(failure: Failure, deed: Deed, address: S3Address): Explanation {
  const { code, status } = failure;
  if (isElsewhere(failure)) return elsewhere(failure, address);
  const known = causes[code] ?? connectionCauses[code];
  if (known) return known(failure, deed, address);
  if (/region is missing/i.test(failure.words)) return noRegion;
  if (code.startsWith('KMS.')) return kmsFailed(failure);
  if (code === '' && status === 403) return denied(failure, deed, address);
  if (isPassing(failure)) return stumbled(failure, deed, address);
  if (status === 501) return notImplemented(failure, deed, address);
  if (status === undefined || code !== '') return other(failure);
  return notS3(failure, deed, address);
}

const noRegion: Explanation = {
  what: 'no region is given',
  hint: 'write it into the address: region=eu-central-1, or set AWS_REGION; a service other than Amazon S3 is named by endpoint=https://…',
};

type Explain = (failure: Failure, deed: Deed, address: S3Address) => Explanation;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const causes: Readonly<Record<string, Explain>> = {
  NoSuchBucket: (_, __, { bucket, endpoint }) => ({
    what: `there is no bucket ${bucket}${at(endpoint)}`,
    hint: 'make the bucket first, which pgstow never does, or check its name, the region and the endpoint',
  }),
  AccessDenied: denied,
  AllAccessDisabled: denied,
  Forbidden: denied,
  InvalidAccessKeyId: () => ({
    what: 'the service does not know the access key id (InvalidAccessKeyId)',
    hint: 'check AWS_ACCESS_KEY_ID or the profile, and that they belong to this service',
  }),
  SignatureDoesNotMatch: () => ({
    what: 'the secret key does not fit the access key id (SignatureDoesNotMatch)',
    hint: 'check AWS_SECRET_ACCESS_KEY or the profile; a proxy that changes headers has the same effect',
  }),
  ExpiredToken: expired,
  ExpiredTokenException: expired,
  TokenRefreshRequired: expired,
  InvalidToken: () => ({
    what: 'the session token is not valid (InvalidToken)',
    hint: 'AWS_SESSION_TOKEN must belong to the access key: take both anew, or unset it where the key needs none',
  }),
  RequestTimeTooSkewed: ({ headers }) => ({
    what: `the clocks differ too much (RequestTimeTooSkewed): here it is ${new Date().toISOString()}, there ${headers.date ?? 'another time'}`,
    hint: "set this machine's clock, best by NTP",
  }),
  InvalidStorageClass: (_, { verb }, { storageClass }) => ({
    what: `the service has no ${verb === 'move' ? 'such storage class' : `storage class ${storageClass}`} (InvalidStorageClass)`,
    hint: verb === 'move' ? 'name one that it has: archiveClass of the plan' : 'name one that it has: storage-class=',
  }),
  InvalidObjectState: () => ({
    what: 'the object is archived and cannot be read as it is (InvalidObjectState)',
    hint: 'thaw what the set needs, which may take hours: pgstow thaw SET; and then run this again',
  }),
  NotImplemented: notImplemented,
  XMinioStorageFull: full,
  QuotaExceeded: full,
  EntityTooLarge: full,
  CredentialsProviderError: () => ({
    what: 'no credentials were found',
    hint: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or run where a role gives them',
  }),
};

function at(endpoint: string | undefined): string {
  return endpoint ? ` at ${endpoint}` : '';
}

/** An object that does not exist is answered in the same way to who may not list. */
function denied({ code }: Failure, { right, object }: Deed, { bucket, prefix }: S3Address): Explanation {
  const whole = `arn:aws:s3:::${bucket}`;
  const on = ofTheBucket.has(right) ? whole : `${whole}/${prefix}*`;
  const also =
    right === 's3:GetObject'
      ? `, and s3:ListBucket on ${whole}: without it an object that does not exist is answered like this too`
      : '';
  return {
    what: `access denied: ${right} on ${object}${code && ` (${code})`}`,
    hint: `allow ${right} on ${on}${also}`,
  };
}

function expired({ code }: Failure): Explanation {
  return {
    what: `the credentials have expired (${code})`,
    hint: 'take new ones and run again; those of a role, a web identity or the instance are taken anew without that',
  };
}

/** A bucket of another region is answered by a redirection, or by the region that the signature should name. */
function isElsewhere({ code, status, region }: Failure): boolean {
  if (/^(PermanentRedirect|TemporaryRedirect|IllegalLocationConstraintException)$/.test(code)) return true;
  if (code === 'AuthorizationHeaderMalformed') return region !== undefined;
  return status === 301 || status === 307;
}

function elsewhere({ region, code, status }: Failure, address: S3Address): Explanation {
  const { bucket } = address;
  const named = address.region ? `, not ${address.region}` : '';
  if (!region) {
    return {
      what: `the bucket ${bucket} is in another region${named} (${code || status})`,
      hint: 'look its region up, and write it into the address: region=',
    };
  }
  return {
    what: `the bucket ${bucket} is in the region ${region}${named}`,
    hint: `write it into the address: region=${region}`,
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#require-sse-kms */
function kmsFailed({ code, words }: Failure): Explanation {
  return {
    what: `the key of the server-side encryption cannot be used (${code}): ${words}`,
    hint: 'check kms-key in the address, and that kms:GenerateDataKey and kms:Decrypt are allowed on it',
  };
}

function full({ code }: Failure): Explanation {
  return { what: `no space is left there (${code})`, hint: 'free some space or raise the quota, then run again' };
}

function notImplemented(_: Failure, { right }: Deed, { createOnly }: S3Address): Explanation {
  return {
    what: `the service does not know this kind of request (501), create-only=${createOnly}`,
    hint: right === 's3:PutObject' ? createOnlyHint : 'use another service',
  };
}

function stumbled({ code, status, headers }: Failure, _: Deed, { endpoint }: S3Address): Explanation {
  const said = [status, code].filter(Boolean).join(' ');
  const asked = headers['retry-after'];
  return {
    what: `the service${at(endpoint)} failed: ${said}${asked ? `, it asks to wait: ${asked}` : ''}`,
    hint: 'run again later; what is already stored is not stored twice',
  };
}

function notS3({ status }: Failure, _: Deed, { endpoint }: S3Address): Explanation {
  return {
    what: `${endpoint ?? 'the service'} answered ${status}, not in the way of S3`,
    hint: notS3Hint,
  };
}

function other({ code, status, words }: Failure): Explanation {
  const said = [status, code].filter(Boolean).join(' ');
  return { what: `${words || 'no reason given'}${said && ` (${said})`}`, hint: 'mend the cause, then run again' };
}
