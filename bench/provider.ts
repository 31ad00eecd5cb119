/**
 * How long the Terraform provider takes to start, and how much it adds to a plan in which nothing is to be done:
 * `npm run provider:build`, then `node bench/provider.ts`. Terraform starts a provider about three times for a plan.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateKey, initRepository } from '../engine/index.ts';
import { version } from '../engine/version.ts';
import { selfSigned } from '../provider/protocol/certificate.ts';

const built = fileURLToPath(new URL('../dist/provider', import.meta.url));
const name = `terraform-provider-pgstow_v${version}`;

const pgstow = `
terraform {
  required_providers {
    pgstow = {
      source = "pgstow/pgstow"
    }
  }
}
provider "pgstow" {
  repository = "./repository"
}
resource "pgstow_backup_plan" "one" {
  id     = "one"
  source = { host = "db.example.com", database = "orders", user = "backup" }
}
data "pgstow_health" "all" {
  depends_on = [pgstow_backup_plan.one]
}
`;

await measureStarts();
await measurePlans();

async function measureStarts(): Promise<void> {
  const programs = {
    'Node.js alone': [process.execPath, '-e', 'process.stdout.write("ready"); setInterval(() => {}, 1000)'],
    'the bundle, to its handshake': [process.execPath, join(built, 'bundle', name)],
    'the executable, to its handshake': [join(built, 'executable', name)],
  } as const;
  for (const [what, command] of Object.entries(programs)) await measure(what, 20, () => start(command));
}

/** As go-plugin starts a plugin. */
async function start([program, ...args]: readonly [string, ...string[]]): Promise<number> {
  const env = {
    ...process.env,
    TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
    PLUGIN_PROTOCOL_VERSIONS: '6',
    PLUGIN_CLIENT_CERT: selfSigned(new Date()).certificate,
  };
  const begun = performance.now();
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout!, 'data');
  const time = performance.now() - begun;
  await end(child);
  return time;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function measurePlans(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pgstow-bench-'));
  const key = generateKey();
  try {
    const env = { ...process.env, ...install(folder), CHECKPOINT_DISABLE: '1', PGSTOW_KEY: key };
    const configurations = {
      'a plan of terraform_data alone': '',
      'the same with a backup plan and the health': pgstow,
    };
    for (const [what, more] of Object.entries(configurations)) {
      const workspace = mkdtempSync(join(folder, 'workspace-'));
      const terraform = (...args: string[]) =>
        execFileSync('terraform', args, { cwd: workspace, stdio: 'ignore', env });
      writeFileSync(join(workspace, 'main.tf'), `resource "terraform_data" "one" {\n  input = 1\n}\n${more}`);
      await initRepository(join(workspace, 'repository'), { encryption: { key } });
      terraform('init');
      terraform('apply', '-auto-approve');
      await measure(what, 10, async () => {
        const begun = performance.now();
        terraform('plan', '-detailed-exitcode');
        return performance.now() - begun;
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The executable, in a mirror of its own. */
function install(folder: string): NodeJS.ProcessEnv {
  const installer = fileURLToPath(new URL('../build/installProvider.ts', import.meta.url));
  const place = join(folder, 'installed');
  mkdirSync(place, { recursive: true });
  execFileSync(process.execPath, [installer, place, built], { stdio: 'ignore' });
  return { TF_CLI_CONFIG_FILE: join(place, 'terraform.rc') };
}

async function measure(what: string, runs: number, once: () => Promise<number>): Promise<void> {
  await once(); // for the caches of the disk
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push(await once());
  times.sort((a, b) => a - b);
  const [least, median, most] = [times[0]!, times[runs / 2]!, times.at(-1)!].map(Math.round);
  console.log(`${what}: ${median} ms (median of ${runs}; ${least} to ${most})`);
}
