import type { ConnectionTarget } from './target.ts';

/** A pooler that is known by its address. */
export interface KnownPooler {
  readonly name: string;
  /** Where the server itself is, or a pooler that gives each client a backend of its own. */
  readonly direct: string;
  /** False where its mode is its owner's choice: then only what it does tells. */
  readonly always: boolean;
}

type Place = Pick<ConnectionTarget, 'host' | 'port' | 'user'>;

/**
 * The pooler that services put under such an address, if it is one that may hand out another backend for every transaction. Their
 * addresses are documented; poolers of one's own are found by what they do.
 */
export function knownPooler({ host, port, user }: Place): KnownPooler | undefined {
  const place = { host: host.toLowerCase(), port, user };
  for (const look of services) {
    const found = look(place);
    if (found) return found;
  }
  return undefined;
}

const services: readonly ((place: Place) => KnownPooler | undefined)[] = [
  // https://supabase.com/docs/guides/database/connecting-to-postgres
  ({ host, port, user }) => {
    if (port !== 6543 || !/\.supabase\.(com|co)$/.test(host)) return undefined;
    const project = /^db\.([a-z0-9]+)\.supabase\.co$/.exec(host)?.[1] ?? /^[^.]+\.([a-z0-9]+)$/.exec(user)?.[1];
    const session = host.includes('.pooler.')
      ? `; where there is no IPv6, port 5432 of ${host}, which is in session mode`
      : '';
    return { name: "Supabase's", direct: `db.${project ?? 'PROJECT'}.supabase.co:5432${session}`, always: true };
  },
  // https://neon.com/docs/connect/connection-pooling
  ({ host, port }) => {
    const direct = host.replace(/^([^.]+)-pooler(\..*\.neon\.tech)$/, '$1$2');
    return direct === host ? undefined : { name: "Neon's", direct: `${direct}:${port}`, always: true };
  },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
  ({ host }) =>
    /\.proxy-[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com(\.cn)?$/.test(host)
      ? { name: 'RDS Proxy', direct: 'the endpoint of the DB instance or cluster itself', always: true }
      : undefined,
  // https://www.alibabacloud.com/help/en/polardb/polardb-for-postgresql/ — the cluster endpoint is a proxy
  ({ host }) =>
    /\.rwlb\..*rds\.aliyuncs\.com$/.test(host)
      ? { name: 'the cluster endpoint of PolarDB', direct: 'the primary endpoint of the cluster', always: true }
      : undefined,
  // https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/concepts-pgbouncer
  ({ host, port }) =>
    port === 6432 && host.endsWith('.postgres.database.azure.com')
      ? { name: "Azure's PgBouncer", direct: `${host}:5432`, always: false }
      : undefined,
  // https://docs.digitalocean.com/products/databases/postgresql/how-to/manage-connection-pools/
  ({ host, port }) =>
    port === 25061 && host.endsWith('.db.ondigitalocean.com')
      ? { name: "DigitalOcean's PgBouncer", direct: `${host}:25060, with the name of the database`, always: false }
      : undefined,
];
