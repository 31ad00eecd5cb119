/**
 * Measures sets that leave unread what was not changed, on PostgreSQL 18, against a set for which all is read and against
 * pg_dump of the same rows on 15: `node bench/incremental.ts [--rows N] [--rounds N]`. Needs `npm run build`.
 *
 * Where nobody leaves the machine alone for so long, piece by piece: `--folder F --hold` makes the databases and keeps their servers until it is
 * ended, `--folder F --piece NAME` measures one round of a piece, and `--folder F --report` tells what was measured so far.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RunningServer, type ServerFacts } from '../embedded/runningServer.ts';
import { startServer } from '../embedded/server.ts';
import { initRepository, openRepository, parsePlans } from '../engine/index.ts';
import { pgstow } from './contenders.ts';
import { run, wideRows } from './databases.ts';
import { median } from './measure.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '12400000' }, // 4 GB of COPY text
    rounds: { type: 'string', default: '5' },
    folder: { type: 'string' },
    hold: { type: 'boolean', default: false },
    piece: { type: 'string' },
    report: { type: 'boolean', default: false },
  },
});

/** What is told from piece to piece. */
interface Site {
  readonly rows: number;
  readonly ours: ServerFacts;
  readonly peer: ServerFacts;
}

interface Sample {
  readonly name: string;
  readonly round: number;
  readonly seconds: number;
  /** Of the set; absent for pg_dump. */
  readonly read?: number;
  readonly bytes?: number;
  readonly newBytes?: number;
  readonly storedBytes?: number;
}

const settings = {
  shared_buffers: '2GB',
  max_wal_size: '16GB',
  checkpoint_timeout: '1h',
  fsync: 'off',
  autovacuum: 'off',
};

/** Rows that are read for the first time have their blocks written to, which a set after that would take for changes. */
const atRest = ['VACUUM (FREEZE)', 'CHECKPOINT'];

const pieces = { local, random, peer } as const;
const names = {
  all: 'all read',
  nothing: 'nothing',
  place: '1 % in one place',
  appended: '1 % appended',
  random: '1 % at random',
  /** What is stored anew costs as well, so that is compared with this. */
  allRandom: '1 % at random, all read',
  peer: 'pg_dump -Fd -j2 -Z1 on 15',
} as const;

/** By what it is seen how many rounds there were. */
const firstOf = { local: names.all, random: names.allRandom, peer: names.peer } as const;

if (values.hold) await hold(values.folder!);
else if (values.piece) await measure(values.folder!, values.piece);
else if (values.report) report(values.folder!);
else await measureAll();

async function measureAll(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pgstow-bench-'));
  const leave = await open(folder);
  try {
    for (const piece of Object.keys(pieces))
      for (let round = 0; round <= Number(values.rounds); round++) await measure(folder, piece);
    report(folder);
  } finally {
    await leave();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function hold(folder: string): Promise<void> {
  const leave = await open(folder);
  console.log('ready');
  const awake = setInterval(() => {}, 60_000); // who waits for signals alone is done
  await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve));
  clearInterval(awake);
  await leave();
}

/** Makes the databases and a repository. */
async function open(folder: string): Promise<() => Promise<void>> {
  const rows = Number(values.rows);
  const ours = await startServer({ settings: { ...settings, summarize_wal: 'on' } });
  const peer = await startServer({ version: '15', settings });
  for (const server of [ours, peer]) {
    await run(server, 'postgres', `CREATE TABLE wide AS ${wideRows(rows)}`, 'ALTER TABLE wide ADD PRIMARY KEY (id)');
    await run(server, 'postgres', 'VACUUM (FREEZE, ANALYZE)', 'CHECKPOINT');
  }
  const url = join(folder, 'repository');
  await initRepository(url, { encryption: 'none' });
  const { host, port, superuser: user } = ours;
  const document = { id: 'bench', source: { host, port, user, database: 'postgres' }, concurrency: 2 };
  const [plan] = parsePlans(JSON.stringify([document]), 'plan.json');
  await (await openRepository(url)).plans.apply(plan!);
  const factsOf = ({ host, port, superuser, password, dataDir, binDir, version, major }: RunningServer) => ({
    ...{ host, port, superuser, password, dataDir, binDir, version, major },
  });
  const site = { rows, ours: factsOf(ours), peer: factsOf(peer) };
  writeFileSync(join(folder, 'site.json'), JSON.stringify(site));
  return async () => {
    await ours.stop();
    await peer.stop();
  };
}

interface Round extends Site {
  readonly folder: string;
  readonly server: RunningServer;
  /** The first warms caches up. */
  readonly round: number;
}

async function measure(folder: string, piece: string): Promise<void> {
  const site: Site = JSON.parse(readFileSync(join(folder, 'site.json'), 'utf8'));
  const before = samplesIn(folder).filter(({ name }) => name === firstOf[piece as keyof typeof pieces]);
  const server = new RunningServer(piece === 'peer' ? site.peer : site.ours);
  await pieces[piece as keyof typeof pieces]({ ...site, folder, server, round: before.length });
}

/** What is changed lies together. */
async function local(place: Round): Promise<void> {
  const { server, round, rows } = place;
  const percent = Math.round(rows / 100);
  const begin = (round * 5 + 1) * percent;
  const copied = `id + (SELECT max(id) FROM wide), a, b, n, at, j FROM wide WHERE id <= ${percent}`;
  await rest(place);
  await backup(place, names.all, '--full');
  await backup(place, names.nothing);
  await run(server, 'postgres', `UPDATE wide SET n = n + 1 WHERE id BETWEEN ${begin} AND ${begin + percent - 1}`);
  await run(server, 'postgres', 'CHECKPOINT');
  await backup(place, names.place);
  await rest(place);
  await run(server, 'postgres', `INSERT INTO wide SELECT ${copied}`, 'CHECKPOINT');
  await backup(place, names.appended);
}

/** To be measured last, for it leaves room in all blocks, which later rows would go to. */
async function random(place: Round): Promise<void> {
  for (const full of [true, false]) {
    await rest(place);
    const some = `hashint4(id) % 100 = ${2 * place.round + Number(full)}`;
    await run(place.server, 'postgres', `UPDATE wide SET n = n + 1 WHERE ${some}`, 'CHECKPOINT');
    await backup(place, full ? names.allRandom : names.random, ...(full ? ['--full'] : []));
  }
}

/** The version that this machine has a pg_dump for. */
async function peer({ folder, server, round }: Round): Promise<void> {
  const archive = join(folder, 'archive');
  rmSync(archive, { recursive: true, force: true });
  const args = ['-Fd', '-j2', '-Z1', '-f', archive, '-d', server.url('postgres')];
  const seconds = timed(() => execFileSync(join(server.binDir, 'pg_dump'), args, { stdio: 'ignore' }));
  note(folder, { name: names.peer, round, seconds });
}

async function rest({ server, folder }: Round): Promise<void> {
  await run(server, 'postgres', ...atRest);
  runPgstow(folder);
}

async function backup({ folder, round }: Round, name: string, ...options: readonly string[]): Promise<void> {
  const seconds = timed(() => runPgstow(folder, ...options));
  const { reading, totals } = await (await openRepository(join(folder, 'repository'))).sets.newestAt('bench');
  const { bytes, newBytes, storedBytes } = totals;
  note(folder, { name, round, seconds, read: reading?.read ?? bytes, bytes, newBytes, storedBytes });
}

function runPgstow(folder: string, ...options: readonly string[]): void {
  const [program, ...args] = [...pgstow, 'backup', 'bench', '--quiet', ...options];
  const env = { ...process.env, PGSTOW_REPOSITORY: join(folder, 'repository') };
  execFileSync(program!, args, { env, stdio: 'ignore' });
}

function timed(act: () => void): number {
  const began = performance.now();
  act();
  return (performance.now() - began) / 1000;
}

function note(folder: string, sample: Sample): void {
  process.stderr.write(`${JSON.stringify(sample)}\n`);
  appendFileSync(join(folder, 'samples.ndjson'), `${JSON.stringify(sample)}\n`);
}

function samplesIn(folder: string): readonly Sample[] {
  const file = join(folder, 'samples.ndjson');
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line));
}

function report(folder: string): void {
  const measured = samplesIn(folder).filter(({ round }) => round > 0);
  const named = (name: string) => measured.filter((each) => each.name === name);
  const dumps = named(names.peer).map(({ seconds }) => seconds);
  const lines = Object.values(names).flatMap((name) => {
    const samples = named(name);
    if (samples.length === 0) return [];
    const peers = named(name === names.random ? names.allRandom : names.all);
    const ratios = samples.flatMap(({ round, seconds }) => {
      const beside = peers.find((each) => each.round === round);
      return beside ? seconds / beside.seconds : [];
    });
    const seconds = median(samples.map((each) => each.seconds));
    const share = (part: keyof Sample, whole: keyof Sample) =>
      `${(median(samples.map((each) => Number(each[part] ?? 0) / Number(each[whole] ?? 1))) * 100).toFixed(1)} %`;
    return [
      [
        name,
        seconds.toFixed(2),
        ratios.length > 0 ? median(ratios).toFixed(3) : '',
        dumps.length > 0 ? (seconds / median(dumps)).toFixed(3) : '',
        ...(name === names.peer ? ['', ''] : [share('read', 'bytes'), share('newBytes', 'storedBytes')]),
        samples.length,
      ],
    ];
  });
  const head = ['changed', 'wall s', 'wall ÷ all read', 'wall ÷ pg_dump', 'read', 'new bytes', 'rounds'];
  const line = (cells: readonly unknown[]) => `| ${cells.join(' | ')} |`;
  console.log([line(head), line(head.map(() => '---')), ...lines.map(line)].join('\n'));
  const bytes = named(names.all)[0]?.bytes ?? 0;
  console.log(`${(bytes / 1e9).toFixed(2)} GB of COPY text; rounds after a warm-up`);
}
