/**
 * pgstow in two minutes, with a PostgreSQL server of its own: `npm run demo`. Everything it makes is in a temporary folder,
 * and gone afterwards.
 */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { Shop } from './shop.ts';
import { businessSql } from './shopSql.ts';
import { Stage } from './stage.ts';

const folder = await mkdtemp(join(tmpdir(), 'pgstow-demo-'));
const started = performance.now();
try {
  await using server = await startServer({ settings: { fsync: 'off', max_wal_size: '2GB', shared_buffers: '256MB' } });
  await demonstrate(server);
  console.log(`\nThe demonstration took ${Math.round((performance.now() - started) / 1000)} s. Where to look next:
   README.md             back up your own database
   npx pgstow --help     every command, with examples
   DESIGN.md             how it works, what is stored, and what proves it\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function demonstrate(server: ThrowawayServer): Promise<void> {
  const passphrase = randomBytes(12).toString('base64url');
  const stage = new Stage({
    PGSTOW_REPOSITORY: join(folder, 'backups'),
    PGSTOW_KEY: '',
    PGSTOW_PASSPHRASE: passphrase,
  });
  const shop = new Shop(server);

  stage.title('A shop with its own PostgreSQL');
  stage.say(`PostgreSQL ${server.version} is starting, and fills a database of some hundreds of MB`);
  await shop.create();
  stage.say(`the shop holds ${await shop.tell("pg_size_pretty(pg_database_size('shop'))")}`);

  stage.title('A repository and a plan');
  const plans = join(folder, 'plans.yaml');
  await writeFile(plans, planOf(server));
  stage.say('PGSTOW_PASSPHRASE is set: what is stored is encrypted with it');
  await stage.pgstow('init');
  await stage.pgstow('plan', 'apply', '-f', plans);
  await stage.pgstow('precheck', 'shop');

  stage.title('A backup, some business, another backup');
  await stage.pgstow('backup', 'shop');
  await shop.run(businessSql);
  stage.say('6,000 new orders; the next set stores what has changed, and yet is a full one');
  await stage.pgstow('backup', 'shop');
  await stage.pgstow('sets', 'shop');

  stage.title('The accident');
  await shop.run('DROP TABLE order_items CASCADE');
  stage.say('somebody has dropped the table order_items, and with it the sales figures that rest on it');
  const lost = ['--table', 'public.order_items', '--table', 'public.sales', '--target', server.url('shop')];
  await stage.pgstow('restore', 'shop', ...lost, '--dry-run');
  await stage.pgstow('restore', 'shop', ...lost);
  stage.say(`order_items is back with ${await shop.tell('count(*) FROM order_items')} rows`);

  stage.title('The whole set, into another database, proved');
  await stage.pgstow('restore', 'shop', '--create-database', '--target', server.url('shop_copy'));
  await stage.pgstow('verify', 'shop');
}

function planOf(server: ThrowawayServer): string {
  return `- id: shop
  name: The shop, every night
  source:
    host: ${server.host}
    port: ${server.port}
    database: shop
    user: ${server.superuser}
  concurrency: 2
`;
}
