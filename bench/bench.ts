/**
 * Measures pgstow against the stock pg_dump and pg_restore of PostgreSQL 15, in one run on one machine, and writes the
 * figures into bench/README.md: `npm run bench [-- --rounds N] [-- --only mixed,single,many] [-- --layout shared,pinned]`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer, type ThrowawayServer } from '../embedded/server.ts';
import { backupContenders, restoreContenders, type Workplace } from './contenders.ts';
import { createDatabase, databases } from './databases.ts';
import { type Layout, measure, serverCpu } from './measure.ts';
import { type Measured, writeReport } from './report.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: databases.map(({ name }) => name).join() },
    layout: { type: 'string', default: 'shared,pinned' },
    report: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const chosen = databases.filter(({ name }) => values.only.split(',').includes(name));
const folder = mkdtempSync(join(tmpdir(), 'pgstow-bench-'));
try {
  const measured: Measured[] = [];
  for (const layout of values.layout.split(',') as Layout[]) measured.push(...(await measureLayout(layout)));
  writeReport(measured, { rounds, intoReadme: values.report });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureLayout(layout: Layout): Promise<Measured[]> {
  await using server = await startServer({
    version: '15',
    settings: { shared_buffers: '1GB', max_wal_size: '8GB', checkpoint_timeout: '1h', fsync: 'off', autovacuum: 'off' },
  });
  if (layout === 'pinned') pin(server);
  const results: Measured[] = [];
  for (const database of chosen) {
    process.stderr.write(`${database.title}, ${layout}\n`);
    await createDatabase(server, database);
    results.push(...(await measureDatabase(server, database, layout)));
  }
  return results;
}

/** Backends inherit the processor of the postmaster that starts them. */
function pin({ dataDir }: ThrowawayServer): void {
  const [pid] = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  execFileSync('taskset', ['-apc', serverCpu, pid!], { stdio: 'ignore' });
}

async function measureDatabase(
  server: ThrowawayServer,
  database: (typeof databases)[number],
  layout: Layout,
): Promise<Measured[]> {
  const place: Workplace = {
    server,
    database: database.name,
    folder: join(folder, `${layout}-${database.name}`),
    jobs: 2,
  };
  const backups = await measure(backupContenders(place), layout, rounds);
  const restores = await measure(await restoreContenders(place), layout, rounds);
  return [
    { title: database.title, layout, operation: 'backup', samples: backups },
    { title: database.title, layout, operation: 'restore', samples: restores },
  ];
}
