import { describe, expect, test } from 'vitest';
import { knownPooler } from '../../engine/postgres/knownPoolers.ts';
import { transactionPooler } from '../../engine/postgres/refusals.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';

const at = (host: string, port: number, user = 'me'): ConnectionTarget => ({
  host,
  port,
  user,
  database: 'd',
  ssl: { mode: 'prefer' },
});

describe('a pooler that is known by its address', () => {
  test.each([
    [
      at('aws-0-eu-central-1.pooler.supabase.com', 6543, 'postgres.abcdefgh'),
      "Supabase's",
      'db.abcdefgh.supabase.co:5432; where there is no IPv6, port 5432 of aws-0-eu-central-1.pooler.supabase.com, which is in session mode',
    ],
    [at('db.abcdefgh.supabase.co', 6543), "Supabase's", 'db.abcdefgh.supabase.co:5432'],
    [
      at('ep-cool-fog-123-pooler.eu-central-1.aws.neon.tech', 5432),
      "Neon's",
      'ep-cool-fog-123.eu-central-1.aws.neon.tech:5432',
    ],
    [
      at('orders.proxy-cabc123.eu-central-1.rds.amazonaws.com', 5432),
      'RDS Proxy',
      'the endpoint of the DB instance or cluster itself',
    ],
    [
      at('pc-1.rwlb.polardb-pg-public.rds.aliyuncs.com', 1921),
      'the cluster endpoint of PolarDB',
      'the primary endpoint of the cluster',
    ],
  ])('$host:$port is refused whatever it shows, with the direct address', (target, name, direct) => {
    expect(transactionPooler('none', target)).toMatchObject({
      code: 'unsupported',
      message: `me@${target.host}:${target.port}/d is a connection pooler in transaction mode (${name})`.replace(
        'me@',
        `${target.user}@`,
      ),
      hint: `connect to the server itself: ${direct}`,
    });
  });

  test.each([
    [at('x.postgres.database.azure.com', 6432), 'x.postgres.database.azure.com:5432'],
    [at('x.db.ondigitalocean.com', 25061), 'x.db.ondigitalocean.com:25060, with the name of the database'],
  ])('$host:$port is refused when it shows that it is one', (target, direct) => {
    expect(transactionPooler('session', target)).toBeUndefined();
    expect(transactionPooler('transaction', target)?.hint).toBe(`connect to the server itself: ${direct}`);
  });

  test.each([
    at('aws-0-eu-central-1.pooler.supabase.com', 5432),
    at('ep-cool-fog-123.eu-central-1.aws.neon.tech', 5432),
    at('orders.cabc123.eu-central-1.rds.amazonaws.com', 5432),
    at('orders.cluster-cabc123.eu-central-1.rds.amazonaws.com', 5432),
    at('pgm-1.pg.rds.aliyuncs.com', 5432),
    at('x.postgres.database.azure.com', 5432),
    at('localhost', 6543),
  ])('$host:$port is none', (target) => expect(knownPooler(target)).toBeUndefined());
});
