import { flag } from '../values/flag.ts';
import { InputError } from '../values/inputError.ts';
import { parseInstant } from '../values/instant.ts';
import { type NameMap, nameMapping } from '../values/nameMapping.ts';
import { oneOf } from '../values/oneOf.ts';
import { percentage } from '../values/percentage.ts';
import { holdsPassword } from '../values/targetUrl.ts';
import { timeSpan } from '../values/timeSpan.ts';
import { wholeNumber } from '../values/wholeNumber.ts';
import { type Command, commands } from './command.ts';

/** An input of the Action: what a step may write under `with`. */
export interface Input {
  readonly description: string;
  /** The commands that take it. */
  readonly commands: readonly Command[];
  /** Those of them that cannot do without it. */
  readonly neededBy?: readonly Command[];
  /** Text that says the same as leaving the input out. */
  readonly default?: string;
  /** Reads what a step gives; `name` is for the {@link InputError} that says what is wrong with it. */
  readonly read: (name: string) => (given: string) => unknown;
}

const restoring = ['restore'] as const;
const thawing = ['restore', 'thaw'] as const;

/**
 * Every input, in the order of `action.yml`, which is made from this table. Keys and passwords are none of them: they come from
 * the step's `env`.
 */
export const inputs = {
  command: {
    description: `What to do: ${commands.slice(0, -1).join(', ')} or ${commands.at(-1)}.`,
    commands,
    neededBy: commands,
    read: (name) => oneOf(name, commands),
  },
  repository: {
    description:
      'Where everything is kept: s3://bucket/prefix?region=..., or a folder on a runner of your own. The key comes from env: PGSTOW_KEY, PGSTOW_PASSPHRASE or PGSTOW_KMS_KEY.',
    commands,
    neededBy: commands,
    read: text,
  },
  plan: {
    description:
      'Ids of plans, or names without white space, separated by white space or commas; one for restore and drill, at most one for verify, repair, prune, cost and health. Default, but for backup, copy, restore, drill and precheck: all.',
    commands: [
      'run-due',
      'backup',
      'copy',
      'precheck',
      'restore',
      'drill',
      'verify',
      'repair',
      'prune',
      'cost',
      'health',
      'matrix',
    ],
    neededBy: ['backup', 'copy', 'drill'], // precheck takes it, or files; restore, or what is resumed
    read: words,
  },
  file: {
    description:
      'Files with plans, YAML or JSON, on a line each. plan-apply applies them, precheck checks them as they would be applied.',
    commands: ['plan-apply', 'precheck'],
    neededBy: ['plan-apply'],
    read: lines,
  },
  kind: {
    description: 'Only what is due of backup or of drill. Default: of both.',
    commands: ['run-due', 'matrix'],
    read: (name) => oneOf(name, ['backup', 'drill']),
  },
  retry: {
    description:
      'Stay for the further attempts of what fails, 5 and 30 minutes later: for a workflow that is started at the starts alone. true or false.',
    commands: ['run-due'],
    default: 'false',
    read: flag,
  },
  full: {
    description: 'Read everything, also what is proved to be unchanged since an older set: true or false.',
    commands: ['backup'],
    default: 'false',
    read: flag,
  },
  set: {
    description:
      'The set to restore, drill, verify, repair, thaw, hold or release, by its id. Default: the newest to restore or drill, every one to verify or repair.',
    commands: ['restore', 'drill', 'verify', 'repair', 'thaw', 'hold', 'release'],
    neededBy: ['thaw', 'hold', 'release'],
    read: text,
  },
  from: {
    description:
      'Another repository that has the sets as well, and that what is damaged is put back from: one that the plan has its sets copied to is opened as it says. Else its key comes from env: PGSTOW_COPY_KEY, PGSTOW_COPY_PASSPHRASE or PGSTOW_COPY_KMS_KEY.',
    commands: ['repair'],
    neededBy: ['repair'],
    read: text,
  },
  reason: {
    description: 'What the legal hold is for.',
    commands: ['hold'],
    neededBy: ['hold'],
    read: text,
  },
  remove: {
    description:
      'Key slots that are not to open what comes, as pgstow key list shows them, separated by white space or commas. What opens the repository must stay.',
    commands: ['key-rotate'],
    read: keySlots,
  },
  server: {
    description:
      "A server in which drills make a database, and drop it, without a password: postgresql://user@host:port/database, such as a service container's. The password comes from env: PGPASSWORD. Default: the whole address from env: PGSTOW_DRILL_SERVER; without it they start a server with programs of the runner.",
    commands: ['drill', 'run-due'],
    read: (name) => addressWithoutPassword(name, 'PGSTOW_DRILL_SERVER'),
  },
  at: {
    description: 'Restore the newest set at or before this instant, such as 2026-11-22T21:30:00Z.',
    commands: restoring,
    read: instantWithZone,
  },
  target: {
    description:
      'The database to restore into, without a password: postgresql://user@host:port/database. The password comes from env: PGPASSWORD. Default: the whole address from env: PGSTOW_TARGET.',
    commands: restoring,
    neededBy: restoring, // unless the environment has it
    read: (name) => addressWithoutPassword(name, 'PGSTOW_TARGET'),
  },
  table: {
    description: 'Only these tables, or those that match: schema.table, separated by commas or on a line each.',
    commands: restoring,
    read: patterns,
  },
  schema: {
    description: 'Only these schemas, or those that match, separated by commas or on a line each.',
    commands: restoring,
    read: patterns,
  },
  conflict: {
    description: 'What to do with tables and views that are there already: rename, fail, skip, replace or append.',
    commands: restoring,
    default: 'rename',
    read: (name) => oneOf(name, ['rename', 'fail', 'skip', 'replace', 'append']),
  },
  'rename-format': {
    description: 'The name of what is restored beside something, of {name}, {task} and {timestamp}.',
    commands: restoring,
    default: '{name}_dbs_{task}_{timestamp}',
    read: text,
  },
  'keep-foreign-keys': {
    description: 'Let renamed tables keep foreign keys to tables that are not restored along: true or false.',
    commands: restoring,
    default: 'false',
    read: flag,
  },
  'into-schema': {
    description: 'Restore into this schema, created where it is not there.',
    commands: restoring,
    read: text,
  },
  'map-schema': {
    description: "Put schemas in the place of the set's: old=new, on a line each.",
    commands: restoring,
    read: (name) => nameMap(name, 'app=app_before'),
  },
  bastion: {
    description:
      "Reach the target by SSH through this host: user@host or user@host:port, or plan for the plan's own. The private key comes from env: PGSTOW_BASTION_KEY, or else from the SSH agent. Host and port of the target are then as they are called there.",
    commands: restoring,
    read: text,
  },
  'bastion-host-key': {
    description:
      "The bastion's host key, or the fingerprint of it (SHA256:...). Default: what the files of known hosts say.",
    commands: restoring,
    read: text,
  },
  'create-database': {
    description: "Create the database first, with the source's encoding and locale: true or false.",
    commands: restoring,
    default: 'false',
    read: flag,
  },
  'no-owner': {
    description: 'Leave every object to the role that restores: true or false.',
    commands: restoring,
    default: 'false',
    read: flag,
  },
  'no-acl': {
    description: 'Leave out all privileges: true or false.',
    commands: restoring,
    default: 'false',
    read: flag,
  },
  'map-role': {
    description: "Put roles in the place of the set's: old=new, on a line each.",
    commands: restoring,
    read: (name) => nameMap(name, 'app_owner=staging_owner'),
  },
  'no-proof': {
    description: 'Do not read the loaded rows back: true or false.',
    commands: restoring,
    default: 'false',
    read: flag,
  },
  'skip-damaged': {
    description:
      'Leave out rows that are stored damaged, restore all else, and fail with what is missing: true or false.',
    commands: restoring,
    default: 'false',
    read: flag,
  },
  'wait-for-thaw': {
    description:
      'Where something of the set is archived, wait until it is thawed, which takes hours: true or false. Otherwise it is asked for, and a restore fails; run again when it is thawed, the step goes on.',
    commands: thawing,
    default: 'false',
    read: flag,
  },
  'thaw-tier': {
    description: 'How fast what is archived is thawed, and at what price: Expedited, Standard or Bulk.',
    commands: thawing,
    default: 'Standard',
    read: (name) => oneOf(name, ['Expedited', 'Standard', 'Bulk']),
  },
  'thaw-days': {
    description: 'How many days what is thawed stays readable, from 1 to 365.',
    commands: thawing,
    default: '7',
    read: (name) => wholeNumber(name, 1, 365),
  },
  resume: {
    description:
      'Go on with this unfinished restore, by its id or name; plan and what it was asked to do are taken from it. Default: what an earlier attempt at the same restore has left in the target is gone on with.',
    commands: restoring,
    read: text,
  },
  shard: {
    description:
      'One of several jobs that share the backup, or the restore: which of how many it is, as 3/8, or auto/8 in a pod of an Indexed Job of Kubernetes. Give each job of a matrix its own.',
    commands: ['backup', 'restore'],
    read: text,
  },
  'shard-group': {
    description:
      'What these jobs have in common, and no others ever had. Default: PGSTOW_SHARD_GROUP, or the attempt of the run and the job, whose matrix they are.',
    commands: ['backup', 'restore'],
    read: text,
  },
  name: {
    description: 'A name for the restore, by which it is listed, followed and resumed.',
    commands: restoring,
    read: text,
  },
  jobs: {
    description: 'Connections that load and build at once, from 1 to 64.',
    commands: ['restore', 'drill'],
    default: '4',
    read: (name) => wholeNumber(name, 1, 64),
  },
  'dry-run': {
    description: 'Only say what would be done: true or false.',
    commands: ['restore', 'prune', 'archive', 'undelete'],
    default: 'false',
    read: flag,
  },
  precheck: {
    description:
      'Only check everything that the restore needs, as the command precheck does for backups: true or false. Nothing is changed.',
    commands: restoring,
    default: 'false',
    read: flag,
  },
  sample: {
    description: 'Read only so many percent of the blobs, chosen at random.',
    commands: ['verify'],
    default: '100',
    read: percentage,
  },
  prices: {
    description: 'A JSON file with prices in place of the list prices: see docs/cost.md.',
    commands: ['cost'],
    read: text,
  },
  'role-to-assume': {
    description:
      "The ARN of an AWS role that the job's OpenID Connect token is exchanged for. The job needs permissions: id-token: write.",
    commands,
    read: roleArn,
  },
  'aws-region': {
    description:
      "AWS's region for role-to-assume and for what names none. Default: the region in the repository's address.",
    commands,
    read: text,
  },
  'max-duration': {
    description:
      'End in good order after so long, before GitHub ends the job after 6 hours: hours, minutes and seconds, as 5h45m, 90m or 30s.',
    commands,
    default: '5h45m',
    read: timeSpan,
  },
  cache: {
    description: 'Keep what never changes of the repository, as it is stored, in the cache of GitHub: true or false.',
    commands,
    default: 'true',
    read: flag,
  },
} as const satisfies Readonly<Record<string, Input>>;

export type InputName = keyof typeof inputs;

/** What was read of every input that a step gives. */
export type InputValues = { readonly [Name in InputName]?: ReturnType<ReturnType<(typeof inputs)[Name]['read']>> };

function text(): (given: string) => string {
  return (given) => given;
}

function words(): (given: string) => readonly string[] {
  return (given) => [...new Set(given.split(/[\s,]+/).filter(Boolean))];
}

/** Who takes a key for a slot is not shown it. */
function keySlots(name: string): (given: string) => readonly string[] {
  return (given) => {
    const slots = words()(given);
    if (slots.every((slot) => /^[0-9a-f]{8}$/.test(slot))) return slots;
    throw new InputError(`${name} is not a list of key slots`, 'give what pgstow key list shows, such as 3f9a12c4');
  };
}

function lines(): (given: string) => readonly string[] {
  return linesOf;
}

function linesOf(given: string): readonly string[] {
  return given
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** A form of `workflow_dispatch` has one line for a text. Commas in quoted names separate nothing. */
function patterns(): (given: string) => readonly string[] {
  return (given) => linesOf(given.replaceAll(/"[^"]*"|,/g, (found) => (found === ',' ? '\n' : found)));
}

/** The zone of a runner is nobody's own. */
function instantWithZone(name: string): (given: string) => Date {
  return (given) => {
    const { date, local } = parseInstant(name, given);
    if (!local) return date;
    throw new InputError(
      `${name} ${JSON.stringify(given)} names no time zone`,
      'write it as 2026-11-22T21:30:00Z or "2026-11-22 22:30 +01:00"',
    );
  };
}

function addressWithoutPassword(name: string, variable: string): (given: string) => string {
  return (given) => {
    if (!holdsPassword(given)) return given;
    throw new InputError(
      `${name} holds a password, and what stands under with is shown in logs`,
      `leave it out and set PGPASSWORD in the step's env, or set ${variable} there to the whole address`,
    );
  };
}

function nameMap(name: string, example: string): (given: string) => NameMap {
  const add = nameMapping(name, example);
  return (given) => linesOf(given).reduce<NameMap>((before, line) => add(line, before), {});
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
function roleArn(name: string): (given: string) => string {
  return (given) => {
    if (/^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(given)) return given;
    throw new InputError(
      `${name} does not take ${JSON.stringify(given)}`,
      "give the role's ARN, as arn:aws:iam::123456789012:role/backup",
    );
  };
}
