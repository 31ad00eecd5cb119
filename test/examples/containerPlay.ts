import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parse, stringify } from 'yaml';
import { generateKey } from '../../engine/index.ts';
import { ended } from '../cli/pgstow.ts';
import type { TestDatabase } from '../servers.ts';
import { type ContainerCommand, composeCommands, kubernetesCommands, type OwnValues } from './containerCommands.ts';

/** Where the command lines of the examples are run. */
export interface Place {
  /** What is the root to the containers. */
  readonly root: string;
  /** How a path of a container is called for who is started here. */
  readonly inside: (path: string) => string;
  readonly start: (args: readonly string[], env: Readonly<Record<string, string>>) => ChildProcessWithoutNullStreams;
}

/** What a command line of an example has come to. */
export interface PlayedCommand {
  readonly from: string;
  readonly command: string;
  readonly status: number | null;
  readonly output: string;
}

/** Runs every command line of `examples/kubernetes`, in a new repository in a folder. */
export async function playKubernetes(place: Place, source: TestDatabase): Promise<PlayedCommand[]> {
  const own = ownValues(place, source);
  const PGSTOW_REPOSITORY = '/repository/kubernetes';
  const before: ContainerCommand = { from: 'setup.yaml', args: ['init'], env: { PGSTOW_KEY: own.key }, files: {} };
  const commands = [before, ...kubernetesCommands(own)];
  return playAll(
    place,
    commands.map((each) => ({ ...each, env: { ...each.env, PGSTOW_REPOSITORY } })),
  );
}

/** Runs every command line of `examples/compose`. The key is the one that the first of them has shown. */
export async function playCompose(place: Place, source: TestDatabase): Promise<PlayedCommand[]> {
  const [init] = await playAll(place, composeCommands(ownValues(place, source)).slice(0, 1));
  const key = /pgstow-key-1-\S+/.exec(init!.output)![0];
  return [init!, ...(await playAll(place, composeCommands({ ...ownValues(place, source), key }).slice(1)))];
}

function ownValues({ inside }: Place, { server, name }: TestDatabase): OwnValues {
  const { host, port, user, password } = server.target(name, 'tcp');
  const plans = (text: string) => {
    const [plan] = parse(text);
    const { file, ...secret } = plan.source.password;
    const reference = file ? { file: inside(file) } : secret;
    return stringify([{ ...plan, source: { ...plan.source, host, port, user, database: name, password: reference } }]);
  };
  const target = `postgresql://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${name}_copy?sslmode=disable`;
  return { key: generateKey(), password: String(password), target, plans };
}

async function playAll(place: Place, commands: readonly ContainerCommand[]): Promise<PlayedCommand[]> {
  const played: PlayedCommand[] = [];
  for (const command of commands) {
    await mountFiles(place, command);
    played.push(await play(place, command));
    if (command.args.includes('apply')) await makeOlder(place, command);
  }
  return played;
}

async function mountFiles({ root }: Place, { files }: ContainerCommand): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { mode: 0o644 });
  }
}

async function play(place: Place, { from, args, env, files }: ContainerCommand): Promise<PlayedCommand> {
  const isMounted = (text: string) => text in files || text.startsWith('/repository');
  const called = (text: string) => (isMounted(text) ? place.inside(text) : text);
  const isScheduler = args.includes('scheduler');
  // the port may be taken here
  const free = isScheduler ? args.map((each) => each.replace(/^0\.0\.0\.0:\d+$/, '127.0.0.1:0')) : args;
  const values = Object.entries(env).map(([name, value]) => [name, called(value)]);
  const child = place.start(free.map(called), Object.fromEntries(values));
  if (isScheduler) await untilHealthy(child, from.startsWith('docker compose'));
  const { status, stdout, stderr } = await ended(child);
  return { from, command: args.join(' '), status, output: `${stdout}${stderr}` };
}

/** Asks it whether it is well, and then to stop, where something is due when that is made. */
async function untilHealthy(child: ChildProcessWithoutNullStreams, isDue: boolean): Promise<void> {
  let told = '';
  child.stderr.on('data', (text) => {
    told += text;
  });
  for (;;) {
    const where = /127\.0\.0\.1:\d+/.exec(told)?.[0];
    const answer = where && (await fetch(`http://${where}/healthz`));
    if (answer && answer.status === 200 && (!isDue || told.includes('orders: set'))) break;
    if (child.exitCode !== null) return;
    await pause(50);
  }
  child.kill('SIGTERM');
}

/** As if the plan had been there since the day before yesterday: a start is due. */
async function makeOlder({ root }: Place, { env }: ContainerCommand): Promise<void> {
  const file = join(root, env.PGSTOW_REPOSITORY!, 'plans/orders/000001.json');
  const revision = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...revision, at: new Date(Date.now() - 2 * 86_400_000).toISOString() }));
}
