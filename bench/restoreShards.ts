/**
 * Measures a restore that several processes share, against one process with as many connections:
 * `node bench/restoreShards.ts [--rounds N] [--rows N]`. Server and clients share the processors. What each phase takes is the leader's.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startServer, type ThrowawayServer } from '../embedded/server.ts';
import { backup, initRepository, openRepository, parsePlans, restore, restoreShard } from '../engine/index.ts';
import { run, wideRows } from './databases.ts';
import { median } from './measure.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '700000' },
    rounds: { type: 'string', default: '3' },
    shard: { type: 'string' }, // for the processes that this one starts
  },
});

/** What one of the processes is to do. */
interface Task {
  readonly folder: string;
  readonly server: Pick<ThrowawayServer, 'host' | 'port' | 'superuser'>;
  readonly jobs: number;
  readonly index: number;
  /** 1 restores alone. */
  readonly total: number;
  readonly group: string;
}

interface Came {
  readonly part: string;
  /** Seconds since the process began, by the phase that began then. */
  readonly phases: Readonly<Record<string, number>>;
  readonly seconds: number;
}

if (values.shard) console.log(JSON.stringify(await work(JSON.parse(values.shard))));
else await measure();

async function work({ folder, server, jobs, index, total, group }: Task): Promise<Came> {
  const repository = await openRepository(folder);
  const phases: Record<string, number> = {};
  const onEvent = (event: { kind: string; phase?: string }) => {
    if (event.kind === 'phase') phases[event.phase!] = performance.now() / 1000;
  };
  const target = { ...server, user: server.superuser, database: 'target', ssl: { mode: 'disable' as const } };
  const request = { plan: 'bench', target, conflict: 'fail' as const, jobs };
  const part =
    total === 1
      ? (await restore(repository, request, { onEvent })) && 'alone'
      : (await restoreShard(repository, request, { index, total, group }, { onEvent })).part;
  return { part, phases, seconds: performance.now() / 1000 };
}

async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pgstow-bench-'));
  const server = await startServer({
    settings: { shared_buffers: '1GB', max_wal_size: '8GB', checkpoint_timeout: '1h', fsync: 'off', autovacuum: 'off' },
  });
  try {
    await makeSet(server, folder);
    const contenders = [
      { shards: 1, jobs: 2 },
      { shards: 2, jobs: 1 },
      { shards: 4, jobs: 1 },
    ];
    const found = contenders.map(() => [] as { wall: number; leader: Came }[]);
    for (let round = 0; round <= Number(values.rounds); round++) {
      for (const [i, contender] of contenders.entries()) {
        const came = await once(server, folder, contender, `${round}`);
        if (round > 0) found[i]!.push(came); // the first one warms up
      }
    }
    for (const [i, { shards, jobs }] of contenders.entries()) report(`${shards} × --jobs ${jobs}`, found[i]!);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeSet(server: ThrowawayServer, folder: string): Promise<void> {
  await run(server, 'postgres', 'CREATE DATABASE source');
  for (const table of ['wide_1', 'wide_2']) {
    await run(
      server,
      'source',
      `CREATE TABLE ${table} AS ${wideRows(Number(values.rows))}`,
      `ALTER TABLE ${table} ADD PRIMARY KEY (id)`,
      `CREATE INDEX ON ${table} (b)`,
    );
  }
  const repository = await initRepository(folder, { encryption: 'none' });
  const { host, port, superuser: user } = server;
  const source = { host, port, user, database: 'source', ssl: { mode: 'disable' } };
  await repository.plans.apply(parsePlans(JSON.stringify([{ id: 'bench', source }]), 'plan')[0]!);
  await backup(repository, 'bench');
}

async function once(
  server: ThrowawayServer,
  folder: string,
  { shards, jobs }: { shards: number; jobs: number },
  round: string,
): Promise<{ wall: number; leader: Came }> {
  await run(
    server,
    'postgres',
    'DROP DATABASE IF EXISTS target',
    'CREATE DATABASE target TEMPLATE template0',
    'CHECKPOINT',
  );
  const { host, port, superuser } = server;
  const began = performance.now();
  const came = await Promise.all(
    Array.from({ length: shards }, (_, i) =>
      start({
        folder,
        server: { host, port, superuser },
        jobs,
        index: i + 1,
        total: shards,
        group: `${shards} ${round}`,
      }),
    ),
  );
  return { wall: (performance.now() - began) / 1000, leader: came.find(({ part }) => part !== 'follower')! };
}

function start(task: Task): Promise<Came> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), '--shard', JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.on('data', (text) => {
    told += text;
  });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => (code === 0 ? resolve(JSON.parse(told)) : reject(new Error(`status ${code}`))));
  });
}

function report(name: string, found: readonly { wall: number; leader: Came }[]): void {
  const of = (figure: (each: { wall: number; leader: Came }) => number) => median(found.map(figure)).toFixed(2);
  const { before, load, after } = {
    before: of(({ leader }) => leader.phases.load!),
    load: of(({ leader }) => leader.phases.finish! - leader.phases.load!),
    after: of(({ leader }) => leader.seconds - leader.phases.finish!),
  };
  console.log(`| ${name} | ${of(({ wall }) => wall)} | ${before} | ${load} | ${after} |`);
}
