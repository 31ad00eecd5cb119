import type { Import } from './sources.ts';

interface Rule {
  /** Areas and packages that may be imported. */
  readonly imports: readonly string[];
  /** Areas and packages of which only types may be imported. */
  readonly types?: readonly string[];
}

/**
 * Imports point down. An area is a folder; `engine` is what lies directly in that folder (errors, events, version) and
 * `engine/index.ts` its door. Node's own modules, packages that no area claims, and the area itself are open to everyone.
 */
const parts = [
  'engine',
  'engine/postgres',
  'engine/archive',
  'engine/incremental',
  'engine/throwaway',
  'engine/pipe',
  'engine/repository',
  'engine/schedule',
  'engine/spec',
  'engine/lease',
  'engine/lock',
  'engine/prune',
  'engine/coldStorage',
  'engine/copy',
  'engine/cost',
  'engine/hooks',
  'engine/notify',
  'engine/accounts',
  'engine/shard',
];

export const rules: Readonly<Record<string, Rule>> = {
  // doors
  cli: { imports: ['engine/index.ts', 'words', 'values', 'commander', 'prom-client'] },
  action: { imports: ['engine/index.ts', 'words', 'values', '@actions/core', '@actions/cache'] },
  provider: {
    imports: [
      'engine/index.ts',
      '@bufbuild/protobuf',
      '@connectrpc/connect',
      '@connectrpc/connect-node',
      '@msgpack/msgpack',
    ],
  },
  // what doors have in common: words for what the engine tells, and how typed values are read
  words: { imports: ['engine/index.ts', 'engine', 'values'] },
  values: { imports: [], types: ['engine/index.ts'] },
  // constructs for the CDK, above bindings that are generated
  cdk: { imports: ['cdktf', 'constructs'] },
  // these start the command line as well
  examples: { imports: ['cli', 'engine/index.ts', 'embedded', 'pg', 'cdktf', 'constructs'] },
  // the ranges and queries of a backup, for what the server alone makes of them
  bench: {
    imports: [
      ...[
        'cli',
        'engine/index.ts',
        'engine',
        'engine/backup',
        'engine/postgres',
        'provider',
        'build',
        'embedded',
        'pg',
      ],
    ],
  },
  // the engine's door
  'engine/index.ts': {
    imports: [
      'engine/backup',
      'engine/restore',
      'engine/drill',
      'engine/export',
      'engine/look',
      'engine/keep',
      'engine/precheck',
      'engine/render',
      'engine/run',
      ...parts,
    ],
  },
  // stories: none knows another one's inside
  'engine/backup': { imports: parts, types: ['pg'] },
  'engine/restore': { imports: [...parts, 'engine/shard', 'libpg-query'], types: ['pg'] },
  'engine/export': { imports: parts },
  // practises restores, so it carries one out
  'engine/drill': { imports: [...parts, 'engine/restore'], types: ['pg'] },
  'engine/look': { imports: parts, types: ['pg'] },
  'engine/keep': { imports: [...parts, 'engine/store'] },
  // the precheck of a restore is its preview
  'engine/precheck': { imports: [...parts, 'engine/restore'], types: ['engine/store', 'pg'] },
  'engine/run': { imports: parts },
  // plans as texts for other schedulers
  'engine/render': {
    imports: ['engine', 'engine/schedule', 'engine/spec', 'yaml'],
    types: ['engine/repository'],
  },
  // parts
  'engine/postgres': {
    imports: ['engine', 'engine/pipe', 'pg', 'pg-copy-streams', '@electric-sql/pglite-tools'],
    types: ['engine/repository', 'engine/spec'],
  },
  // a set's definitions: how they hang together, which are chosen, and as SQL
  'engine/archive': { imports: ['engine', 'engine/postgres', 'engine/spec'], types: ['engine/repository'] },
  // what need not be read: rules of facts alone, which ask nobody
  'engine/incremental': { imports: ['engine'], types: ['engine/repository'] },
  // PostgreSQL servers for a moment
  'engine/throwaway': { imports: ['engine', 'engine/postgres', 'engine/repository'], types: ['pg'] },
  'engine/repository': {
    imports: ['engine', 'engine/store', 'engine/pipe', 'engine/seal', 'engine/aws', 'engine/spec', 'zod'],
  },
  // who does what may be done by one at a time
  'engine/lease': { imports: ['engine', 'engine/repository', 'zod'] },
  // what has become of the starts of a plan, by the records of a repository
  'engine/accounts': { imports: ['engine', 'engine/repository', 'engine/schedule'] },
  // what removes sets and blobs, and what protects them from that
  'engine/prune': {
    imports: ['engine', 'engine/lease', 'engine/lock', 'engine/repository'],
    types: ['engine/spec', 'engine/store'],
  },
  // object lock: what is locked until when, and what hides it
  'engine/lock': { imports: ['engine', 'engine/repository', 'engine/store'], types: ['engine/spec'] },
  // what moves blobs to colder storage classes, and thaws them
  'engine/coldStorage': {
    imports: ['engine', 'engine/lease', 'engine/prune', 'engine/repository'],
    types: ['engine/spec', 'engine/store'],
  },
  // several machines that share one piece of work, through the store alone
  'engine/shard': {
    imports: ['engine', 'engine/lease', 'engine/repository', 'zod'],
    types: ['engine/spec', 'engine/store'],
  },
  // a plan's sets in other repositories
  'engine/copy': {
    imports: [
      ...['engine', 'engine/lease', 'engine/lock', 'engine/pipe', 'engine/prune', 'engine/repository', 'engine/spec'],
    ],
    types: ['engine/store'],
  },
  // what storage costs: of figures and price tables alone
  'engine/cost': { imports: ['engine', 'engine/schedule', 'zod'], types: ['engine/repository', 'engine/spec'] },
  // commands of a plan, run on this machine
  'engine/hooks': { imports: ['engine', 'engine/spec'], types: ['engine/repository'] },
  // messages to others: what they say, and sending them
  'engine/notify': {
    imports: ['engine', 'engine/repository', 'engine/spec'],
    types: ['engine/aws', 'engine/schedule'],
  },
  'engine/spec': {
    imports: ['engine', 'engine/alibaba', 'engine/aws', 'engine/schedule', 'engine/tunnel', 'zod', 'yaml'],
    types: ['engine/postgres'],
  },
  // ways to servers that cannot be reached from here; what a way is says who goes it
  'engine/tunnel': { imports: ['engine', 'ssh2'], types: ['engine/postgres'] },
  // when something starts: instants and records alone, neither documents nor what is stored
  'engine/schedule': { imports: ['engine'] },
  // questions to Alibaba Cloud
  'engine/alibaba': { imports: ['engine'] },
  // questions to AWS beside S3
  'engine/aws': { imports: ['engine', '@aws-sdk/credential-provider-node'] },
  // knows neither PostgreSQL's client nor stores; the shapes of what it yields are the repository's
  'engine/pipe': { imports: ['engine'], types: ['engine/repository'] },
  // cryptography, of bytes and names alone
  'engine/seal': { imports: ['engine'] },
  'engine/store': { imports: ['engine', '@aws-sdk/client-s3'] },
  engine: { imports: [] },
  // a server of one's own, for doors and tests
  embedded: { imports: ['engine', 'engine/throwaway'], types: ['engine/postgres'] },
  build: { imports: ['engine/index.ts', 'engine/spec', 'engine', 'provider', 'action', 'yaml', 'esbuild', 'yazl'] },
};

/** Packages that only the areas which name them may import. */
const claimed = new Set(Object.values(rules).flatMap((rule) => [...rule.imports, ...(rule.types ?? [])]));

/** Tests and settings at the top may import what they like. */
export function isGoverned(path: string): boolean {
  return path.includes('/') && !path.startsWith('test/');
}

/** Where a path belongs: the most exact area that there is a rule for, else the folder it lies in. */
export function areaOf(path: string): string {
  const [top, second] = path.split('/');
  if (top !== 'engine') return top!;
  if (path === 'engine/index.ts') return path;
  return path.split('/').length > 2 ? `engine/${second}` : 'engine';
}

/** What is wrong with an import, or `undefined`. */
export function complaintAbout({ from, to, typeOnly }: Import): string | undefined {
  if (to.startsWith('node:')) return undefined;
  const [area, target] = [areaOf(from), claimed.has(to) ? to : areaOf(to)];
  const rule = rules[area];
  if (!rule) return `${from}: there is no rule for ${area}`;
  const isUnclaimedPackage = !to.includes('.') && !claimed.has(target);
  if (target === area || isUnclaimedPackage || rule.imports.includes(target)) return undefined;
  if (typeOnly && rule.types?.includes(target)) return undefined;
  const only = rule.types?.includes(target) ? ' other than types' : '';
  return `${from}: ${area} may not import ${to}${only}`;
}
