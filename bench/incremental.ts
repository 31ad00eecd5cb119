/**
 * Measures sets that leave unread what was not changed, on PostgreSQL 18, against a set for which all is read and against
 * pg_dump of the same rows on 15: `node bench/incremental.ts [--rows N] [--rounds N]`. Needs `npm run build`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startServer, type ThrowawayServer } from '../embedded/server.ts';
import { initRepository, openRepository, parsePlans, type SetManifest } from '../engine/index.ts';
import { pgstow } from './contenders.ts';
import { run, wideRows } from './databases.ts';
import { median } from './measure.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '12400000' }, // 4 GB of COPY text
    rounds: { type: 'string', default: '5' },
    peer: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const rows = Number(values.rows);
const percent = Math.round(rows / 100);
const settings = {
  shared_buffers: '2GB',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  fsync: 'off',
  autovacuum: 'off',
};

/** Rows that are read for the first time have their blocks written to, which a set after that would take for changes. */
const atRest = ['VACUUM (FREEZE)', 'CHECKPOINT'];

/** What is done to the database before a set, in each round. */
const changes: Readonly<Record<string, (round: number) => string[]>> = {
  nothing: () => [],
  '1 % in one place': (round) => [
    `UPDATE wide SET n = n + 1 WHERE id BETWEEN ${round * 5 * percent} AND ${(round * 5 + 1) * percent}`,
  ],
  '1 % appended': (round) => [
    `INSERT INTO wide SELECT id + ${rows + round * percent}, a, b, n, at, j FROM wide WHERE id <= ${percent}`,
  ],
};

/** What is stored anew costs as well, so this one is compared with itself. */
const allReadAtRandom = '1 % at random, all read';

interface Sample {
  readonly seconds: number;
  readonly set: SetManifest;
}

const folder = mkdtempSync(join(tmpdir(), 'pgstow-bench-'));
try {
  const samples = await measureOurs();
  const peer = values.peer ? await measurePeer() : undefined;
  report(samples, peer);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measureOurs(): Promise<Map<string, Sample[]>> {
  await using server = await startServer({ settings: { ...settings, summarize_wal: 'on' } });
  await createWide(server);
  const url = join(folder, 'repository');
  await initRepository(url, { encryption: 'none' });
  const { host, port, superuser: user } = server;
  const document = { id: 'bench', source: { host, port, user, database: 'postgres' }, concurrency: 2 };
  const [plan] = parsePlans(JSON.stringify([document]), 'plan.json');
  await (await openRepository(url)).plans.apply(plan!);
  const samples = new Map<string, Sample[]>();
  const rest = async () => {
    await run(server, 'postgres', ...atRest);
    execFileSync(pgstow[0]!, [...pgstow.slice(1), 'backup', 'bench', '--quiet'], environmentOf(url));
  };
  for (let round = 0; round <= Number(values.rounds); round++) {
    await run(server, 'postgres', ...atRest);
    await sample(url, samples, { name: 'all read', round, full: true });
    for (const [name, change] of Object.entries(changes)) {
      await run(server, 'postgres', ...change(round), 'CHECKPOINT');
      await sample(url, samples, { name, round, full: false });
      await rest();
    }
  }
  // last, for it leaves room in all blocks, which later rows would go to
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const full of [true, false]) {
      const some = `hashint4(id) % 100 = ${2 * round + Number(full)}`;
      await run(server, 'postgres', `UPDATE wide SET n = n + 1 WHERE ${some}`, 'CHECKPOINT');
      await sample(url, samples, { name: full ? allReadAtRandom : '1 % at random', round, full });
      await rest();
    }
  }
  return samples;
}

async function createWide(server: ThrowawayServer): Promise<void> {
  await run(server, 'postgres', `CREATE TABLE wide AS ${wideRows(rows)}`, 'ALTER TABLE wide ADD PRIMARY KEY (id)');
  await run(server, 'postgres', 'VACUUM (FREEZE, ANALYZE)', 'CHECKPOINT');
}

function environmentOf(url: string) {
  return { env: { ...process.env, PGSTOW_REPOSITORY: url }, stdio: 'ignore' } as const;
}

/** The first round warms caches up. */
async function sample(
  url: string,
  samples: Map<string, Sample[]>,
  { name, round, full }: { readonly name: string; readonly round: number; readonly full: boolean },
): Promise<void> {
  const [program, ...args] = [...pgstow, 'backup', 'bench', '--quiet', ...(full ? ['--full'] : [])];
  const began = performance.now();
  execFileSync(program!, args, environmentOf(url));
  const seconds = (performance.now() - began) / 1000;
  const set = await (await openRepository(url)).sets.newestAt('bench');
  const { reused = 0, read = 0, reason } = set.reading ?? {};
  process.stderr.write(`${round} ${name}: ${seconds.toFixed(2)} s, ${read} read, ${reused} not, ${reason ?? ''}\n`);
  if (round > 0) samples.set(name, [...(samples.get(name) ?? []), { seconds, set }]);
}

/** The version that this machine has a pg_dump for. */
async function measurePeer(): Promise<number[]> {
  await using server = await startServer({ version: '15', settings });
  await createWide(server);
  const seconds: number[] = [];
  for (let round = 0; round <= Number(values.rounds); round++) {
    const archive = join(folder, 'archive');
    rmSync(archive, { recursive: true, force: true });
    const args = ['-Fd', '-j2', '-Z1', '-f', archive, '-d', server.url('postgres')];
    const began = performance.now();
    execFileSync(join(server.binDir, 'pg_dump'), args, { stdio: 'ignore' });
    if (round > 0) seconds.push((performance.now() - began) / 1000);
  }
  return seconds;
}

function report(samples: ReadonlyMap<string, readonly Sample[]>, peer: readonly number[] | undefined): void {
  const all = samples.get('all read')!;
  const lines = [...samples].map(([name, runs]) => {
    const seconds = median(runs.map((each) => each.seconds));
    const peers = name === '1 % at random' ? samples.get(allReadAtRandom)! : all;
    const ratios = runs.map((each, round) => each.seconds / peers[round]!.seconds);
    const share = (of: (set: SetManifest) => number) =>
      `${(median(runs.map(({ set }) => of(set))) * 100).toFixed(1)} %`;
    return [
      name,
      seconds.toFixed(2),
      median(ratios).toFixed(3),
      peer ? (seconds / median(peer)).toFixed(3) : '',
      share(({ reading, totals }) => (reading?.read ?? totals.bytes) / totals.bytes),
      share(({ totals }) => totals.newBytes / totals.storedBytes),
    ];
  });
  const head = ['changed', 'wall s', 'wall ÷ all read', 'wall ÷ pg_dump -Z1 on 15', 'read', 'new bytes'];
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n'));
  if (peer) console.log(`\npg_dump -Fd -j2 -Z1 on 15: ${median(peer).toFixed(2)} s`);
  console.log(`${(all[0]!.set.totals.bytes / 1e9).toFixed(2)} GB of COPY text, ${all.length} rounds after a warm-up`);
}
