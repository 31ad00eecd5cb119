import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer, type ThrowawayServer } from '../embedded/server.ts';
import { initRepository, parsePlans } from '../engine/index.ts';
import { createDatabase, databases } from './databases.ts';

/**
 * One backup by one process, and by as many shards as there are processors, with as many connections in all:
 * `node bench/shards.ts`. Each run has a repository of its own in a folder.
 */
const runs = 3;
const database = databases.find(({ name }) => name === 'single')!;
const shards = availableParallelism();
await using server = await startServer({ settings: { fsync: 'off', max_wal_size: '4GB' } });
await createDatabase(server, database);
for (const machines of [1, shards]) {
  const seconds: number[] = [];
  for (let run = 0; run < runs; run++) seconds.push(await measure(server, machines));
  const sorted = seconds.toSorted((a, b) => a - b);
  console.log(
    `${machines} process${machines > 1 ? 'es' : ''}: median ${sorted[(runs - 1) / 2]!.toFixed(1)} s of ${sorted.map((each) => each.toFixed(1)).join(', ')}`,
  );
}

async function measure({ host, port, superuser: user }: ThrowawayServer, machines: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-shards-'));
  try {
    const repository = await initRepository(folder, { encryption: 'none' });
    const source = { host, port, user, database: database.name };
    const plan = { id: 'single', source, concurrency: Math.ceil(shards / machines) };
    for (const each of parsePlans(JSON.stringify([plan]), 'plans')) await repository.plans.apply(each);
    const began = performance.now();
    await Promise.all(Array.from({ length: machines }, (_, at) => backUp(folder, at + 1, machines)));
    return (performance.now() - began) / 1000;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function backUp(folder: string, index: number, machines: number): Promise<void> {
  const entry = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
  const shard = machines > 1 ? ['--shard', `${index}/${machines}`, '--shard-group', 'bench'] : [];
  const child = spawn(process.execPath, [entry, 'backup', 'single', '--repository', folder, ...shard], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('close', (status) =>
      status === 0 ? resolve() : reject(new Error(`shard ${index} ended with ${status}`)),
    );
  });
}
