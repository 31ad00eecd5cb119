/**
 * How long the bundle of the GitHub Action takes from its start to the first request to its repository, above Node.js alone:
 * `npm run action:build`, then `node bench/action.ts`. Both take turns.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../action/dist/main.js', import.meta.url));
const rounds = 15;

const bucket = createServer();
await once(bucket.listen(0, '127.0.0.1'), 'listening');
await startAction(); // for the caches of the disk
await startNode();
const [node, action]: [number[], number[]] = [[], []];
for (let round = 0; round < rounds; round++) {
  node.push(await startNode());
  action.push(await startAction());
}
tell('node -e 0, from its start to its end', node);
tell('the bundle, from its start to the first request', action);
tell(
  'the difference',
  action.map((time, round) => time - node[round]!),
);
bucket.close();

async function startNode(): Promise<number> {
  return elapsed(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), (child) => once(child, 'exit'));
}

async function startAction(): Promise<number> {
  const { port } = bucket.address() as AddressInfo;
  const env = {
    INPUT_COMMAND: 'backup',
    INPUT_PLAN: 'orders',
    INPUT_REPOSITORY: `s3://backups/prod?endpoint=http://127.0.0.1:${port}`,
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    RUNNER_TEMP: tmpdir(),
  };
  const child = spawn(process.execPath, [bundle], { env, stdio: 'ignore' });
  const time = await elapsed(child, () => once(bucket, 'request'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  bucket.closeAllConnections();
  return time;
}

async function elapsed(child: ChildProcess, until: (child: ChildProcess) => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await until(child);
  return performance.now() - begun;
}

function tell(what: string, times: number[]): void {
  const [least, median, most] = sorted(times).map(Math.round);
  console.log(`${what}: ${median} ms (median of ${rounds}; ${least} to ${most})`);
}

function sorted(times: readonly number[]): [number, number, number] {
  const inOrder = times.toSorted((a, b) => a - b);
  return [inOrder[0]!, inOrder[Math.floor(rounds / 2)]!, inOrder.at(-1)!];
}
