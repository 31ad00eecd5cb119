/**
 * From starting the bundled Terraform provider to its handshake: `npm run provider:build`, then
 * `node bench/provider.ts`. Terraform starts a provider about three times for a plan.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { version } from '../engine/version.ts';
import { selfSigned } from '../provider/protocol/certificate.ts';

const runs = 20;
const program = fileURLToPath(new URL(`../dist/provider/terraform-provider-pgstow_v${version}`, import.meta.url));
// as go-plugin starts a plugin
const env = {
  ...process.env,
  TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
  PLUGIN_PROTOCOL_VERSIONS: '6',
  PLUGIN_CLIENT_CERT: selfSigned(new Date()).certificate,
};

const programs: Readonly<Record<string, readonly string[]>> = {
  'Node.js alone': ['-e', 'process.stdout.write("ready"); setInterval(() => {}, 1000)'],
  'the provider': [program],
};
for (const [name, args] of Object.entries(programs)) {
  await start(args); // once for the caches of the disk
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await start(args));
  times.sort((a, b) => a - b);
  const [least, median, most] = [times[0]!, times[runs / 2]!, times[runs - 1]!].map(Math.round);
  console.log(`${name}: ${median} ms (median of ${runs}; ${least} to ${most})`);
}

async function start(args: readonly string[]): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
  const time = performance.now() - begun;
  await end(child);
  return time;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}
