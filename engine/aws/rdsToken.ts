import { type Signing, signedQuery } from './signature.ts';

/** RDS takes no token that is older than 15 minutes when a connection begins, and lets connections live on. */
const validSeconds = 900;

/**
 * What goes as the password where IAM authenticates: a signed address without its scheme.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.Connecting.html
 */
export function rdsToken(
  { host, port, user }: { readonly host: string; readonly port: number; readonly user: string },
  signing: Omit<Signing, 'service'>,
): string {
  const place = `${host.toLowerCase()}:${port}`;
  const request = { method: 'GET', host: place, query: { Action: 'connect', DBUser: user } } as const;
  return `${place}/?${signedQuery(request, { ...signing, service: 'rds-db' }, validSeconds)}`;
}
