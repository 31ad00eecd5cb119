import { PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { CreateOnlyDialect } from './address.ts';
import type { Failure } from './failure.ts';
import { type GoogleKey, googleCreateHeaders, type SignedRequest } from './googleSignature.ts';

/** A PUT that fails where there is an object of the key, in the words of a service. */
export function createOnlyPut(
  input: PutObjectCommandInput,
  dialect: CreateOnlyDialect,
  googleKey: () => Promise<GoogleKey>,
): PutObjectCommand {
  switch (dialect) {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
    case 'if-none-match':
      return new PutObjectCommand({ ...input, IfNoneMatch: '*' });
    case 'oss':
      return forbidOverwrite(new PutObjectCommand(input));
    case 'gcs':
      return signForGoogle(new PutObjectCommand(input), googleKey);
    default:
      return dialect satisfies never;
  }
}

/** Whether a service says by this that the object is there already. */
export function isTaken({ code, status }: Failure): boolean {
  return status === 412 || code === 'PreconditionFailed' || code === 'FileAlreadyExists';
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putobject; before the signature, which covers it. */
function forbidOverwrite(put: PutObjectCommand): PutObjectCommand {
  put.middlewareStack.add(
    (next) => (args) => {
      (args.request as SignedRequest).headers['x-oss-forbid-overwrite'] = 'true';
      return next(args);
    },
    { step: 'build', name: 'forbidOverwrite' },
  );
  return put;
}

/** After the SDK's own signature, which Google refuses beside a condition of its own. */
function signForGoogle(put: PutObjectCommand, key: () => Promise<GoogleKey>): PutObjectCommand {
  put.middlewareStack.add(
    (next) => async (args) => {
      const request = args.request as SignedRequest;
      request.headers = googleCreateHeaders(request, await key());
      request.query = {};
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'signForGoogle' },
  );
  return put;
}
