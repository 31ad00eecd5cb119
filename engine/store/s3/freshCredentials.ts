import type { S3Client } from '@aws-sdk/client-s3';
import { failureOf, isExpired } from './failure.ts';

/**
 * Makes a request once more, with credentials taken anew, when the service calls those expired. The SDK takes new ones in time
 * by itself, as far as it is told when they expire and this machine's clock is right.
 */
export async function withFreshCredentials<T>({ config }: S3Client, request: () => Promise<T>): Promise<T> {
  const used = await config.credentials();
  try {
    return await request();
  } catch (thrown) {
    if (!isExpired(failureOf(thrown))) throw thrown;
    const isUsed = ({ accessKeyId, sessionToken }: typeof used) =>
      accessKeyId === used.accessKeyId && sessionToken === used.sessionToken;
    // another request may have taken new ones meanwhile
    if (isUsed(await config.credentials()) && isUsed(await config.credentials({ forceRefresh: true }))) throw thrown;
    return request();
  }
}
