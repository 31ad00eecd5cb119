import { S3Client } from '@aws-sdk/client-s3';
import { type S3Address, serviceAt } from './address.ts';

/** What is told of a reply; the headers' names are in lower case. */
export interface Reply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** More than pgstow has under way at once: a request that waits for a socket would look like a slow service. */
const sockets = 128;

const connectionTimeout = 10_000;

export interface ClientOptions {
  /** Milliseconds without a byte in either direction; no limit of the whole, which a slow line may need long for. */
  readonly idleTimeout: number;
  /** Default: the SDK's usual chain. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
  /** Is told of each reply, whatever its status. */
  readonly onReply: (reply: Reply) => void;
}

/**
 * A client of the service at an address. Credentials come by the SDK's usual chain, which fetches those anew that expire.
 */
export function makeClient(address: S3Address, { idleTimeout, credentials, onReply }: ClientOptions): S3Client {
  const agent = { keepAlive: true, maxSockets: sockets };
  const client = new S3Client({
    ...region(address),
    ...(credentials && { credentials }),
    ...(address.endpoint && { endpoint: address.endpoint }),
    forcePathStyle: address.pathStyle,
    maxAttempts: 1, // `persistence.ts` tries again
    expectContinueHeader: false, // for these the SDK opens a connection of its own each time
    requestHandler: { connectionTimeout, socketTimeout: idleTimeout, httpAgent: agent, httpsAgent: agent },
    ...checksums(address),
  });
  tellReplies(client, onReply);
  return client;
}

/** Amazon's is found as the credentials are. Other services want one for the signature, and most take any. */
function region({ region, endpoint }: S3Address): { region?: string } {
  if (region) return { region };
  if (serviceAt(endpoint) === 'amazon') return {};
  if (serviceAt(endpoint) === 'gcs') return { region: 'auto' };
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return { region: AWS_REGION || AWS_DEFAULT_REGION || 'us-east-1' };
}

/**
 * Amazon keeps a CRC32 with each object besides. Other services often refuse the headers of that; there as well the body's
 * SHA-256 is part of the signature, so that what arrives is what was sent. What is read is proved by hashes of our own.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-dataintegrity.html
 */
function checksums({ endpoint }: S3Address) {
  const requestChecksumCalculation = serviceAt(endpoint) === 'amazon' ? 'WHEN_SUPPORTED' : 'WHEN_REQUIRED';
  return { requestChecksumCalculation, responseChecksumValidation: 'WHEN_REQUIRED' } as const;
}

/** At low priority: next to the connection, before the reply is made an output or an error. */
function tellReplies(client: S3Client, onReply: (reply: Reply) => void): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      onReply(result.response as Reply);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'tellReplies' },
  );
}
