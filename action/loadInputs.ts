import type { Conflict, StartKind, ThawTerms } from '../engine/index.ts';
import { InputError } from '../values/inputError.ts';
import type { NameMap } from '../values/nameMapping.ts';
import type { Command } from './command.ts';
import type { RepairInputs } from './commands/repair.ts';
import type { ThawInputs } from './commands/thaw.ts';
import { type Input, type InputName, type InputValues, inputs } from './inputs.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a step asks for, by its command. */
export type Inputs = Everywhere &
  (
    | RunDueInputs
    | MatrixInputs
    | BackupInputs
    | PrecheckInputs
    | RestoreInputs
    | DrillInputs
    | {
        readonly command: 'verify';
        readonly plan: string | undefined;
        readonly set: string | undefined;
        readonly sample: number | undefined;
      }
    | { readonly command: 'copy'; readonly plans: readonly string[] }
    | RepairInputs
    | { readonly command: 'prune'; readonly plan: string | undefined; readonly dryRun: boolean }
    | { readonly command: 'archive' | 'undelete'; readonly dryRun: boolean }
    | ThawInputs
    | { readonly command: 'hold'; readonly set: string; readonly reason: string }
    | { readonly command: 'release'; readonly set: string }
    | { readonly command: 'key-rotate'; readonly remove: readonly string[] }
    | { readonly command: 'cost'; readonly plan: string | undefined; readonly prices: string | undefined }
    | { readonly command: 'health'; readonly plan: string | undefined }
    | { readonly command: 'plan-apply'; readonly files: readonly string[] }
  );

/** What every command takes. */
export interface Everywhere {
  readonly repository: string;
  readonly roleToAssume: string | undefined;
  readonly awsRegion: string | undefined;
  /** Milliseconds. */
  readonly maxDuration: number;
  readonly cache: boolean;
}

export interface RunDueInputs {
  readonly command: 'run-due';
  readonly plans: readonly string[];
  readonly kinds: readonly StartKind[] | undefined;
  readonly retry: boolean;
  readonly server: string | undefined;
}

export interface BackupInputs {
  readonly command: 'backup';
  readonly plans: readonly string[];
  readonly full: boolean;
  /** Such as `3/8`. */
  readonly shard: string | undefined;
  readonly shardGroup: string | undefined;
}

export interface MatrixInputs {
  readonly command: 'matrix';
  readonly plans: readonly string[];
  readonly kinds: readonly StartKind[] | undefined;
}

export interface DrillInputs {
  readonly command: 'drill';
  readonly plan: string;
  readonly set: string | undefined;
  readonly jobs: number;
  /** A URL, with its password only where the environment has it so. */
  readonly server: string | undefined;
}

/** One of the two is empty. */
export interface PrecheckInputs {
  readonly command: 'precheck';
  readonly plans: readonly string[];
  readonly files: readonly string[];
}

export interface RestoreInputs {
  readonly command: 'restore';
  /** Absent only where one is resumed. */
  readonly plan: string | undefined;
  readonly set: string | undefined;
  readonly at: Date | undefined;
  /** A URL, with its password only where the environment has it so. */
  readonly target: string;
  readonly tables: readonly string[];
  readonly schemas: readonly string[];
  readonly conflict: Conflict;
  readonly renameFormat: string;
  readonly keepForeignKeys: boolean;
  readonly intoSchema: string | undefined;
  readonly mapSchemas: NameMap;
  readonly createDatabase: boolean;
  readonly owner: boolean;
  readonly acl: boolean;
  readonly mapRoles: NameMap;
  readonly proof: boolean;
  readonly jobs: number;
  readonly dryRun: boolean;
  readonly skipDamaged: boolean;
  readonly thaw: ThawTerms;
  readonly resume: string | undefined;
  readonly shard: string | undefined;
  readonly shardGroup: string | undefined;
  readonly name: string | undefined;
  readonly bastion: string | undefined;
  readonly bastionHostKey: string | undefined;
  /** Checks alone, in place of the restore. */
  readonly precheck: boolean;
}

/** Reads the inputs as a runner hands them over. Rejects with `input` and everything that is wrong with any of them. */
export async function loadInputs(env: Environment): Promise<Inputs> {
  const given = givenIn(env);
  const { values, problems } = readAll(given);
  const found = [...unknownAmong(given), ...problems, ...misplaced(given, values, env), ...contradictions(values)];
  if (found.length > 0) throw await refusal(found);
  return assembled(values, env);
}

/**
 * What a runner makes of `with`: https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#inputs.
 * An empty text is what an expression without a value gives.
 */
function givenIn(env: Environment): ReadonlyMap<string, string> {
  const all = Object.entries(env).filter(([name]) => /^INPUT_./i.test(name));
  return new Map(
    all
      .map(([name, value]) => [name.slice('INPUT_'.length).toLowerCase(), value?.trim() ?? ''] as const)
      .filter(([, value]) => value !== ''),
  );
}

function isKnown(name: string): name is InputName {
  return Object.hasOwn(inputs, name);
}

function readAll(given: ReadonlyMap<string, string>): { values: InputValues; problems: InputError[] } {
  const values: Record<string, unknown> = {};
  const problems: InputError[] = [];
  for (const [name, text] of given) {
    if (!isKnown(name)) continue;
    try {
      values[name] = inputs[name].read(`input ${name}`)(text);
    } catch (thrown) {
      if (!(thrown instanceof InputError)) throw thrown;
      problems.push(thrown);
    }
  }
  return { values, problems };
}

/** What somebody may have taken for the place of a secret is not shown. */
const secretive = /key|pass|pwd|secret|token|credential|webhook/;

function unknownAmong(given: ReadonlyMap<string, string>): InputError[] {
  const allowed = Object.keys(inputs);
  return [...given]
    .filter(([name]) => !isKnown(name))
    .map(([name, text]) =>
      secretive.test(name)
        ? new InputError(`there is no input ${name}`, "keys and passwords belong into the step's env, as PGSTOW_KEY")
        : new InputError(
            `there is no input ${name} (given ${JSON.stringify(text)})`,
            `inputs are ${allowed.join(', ')}`,
            {
              typed: name,
              allowed,
            },
          ),
    );
}

/** Inputs that the command does not take, and those that it cannot do without. */
function misplaced(
  given: ReadonlyMap<string, string>,
  { command }: InputValues,
  { PGSTOW_TARGET }: Environment,
): InputError[] {
  if (!command) return given.has('command') ? [] : [missing('command')];
  const taken = namesFor(command);
  const excess = [...given]
    .filter(([name, text]) => isKnown(name) && !taken.includes(name) && !saysNothing(inputs[name], text))
    .map(
      ([name, text]) =>
        new InputError(
          `${command} takes no input ${name} (given ${JSON.stringify(text)})`,
          `inputs of ${command} are ${taken.join(', ')}`,
        ),
    );
  const present = new Set([...given.keys(), ...(PGSTOW_TARGET ? ['target'] : [])]);
  const lacking = taken.filter((name) => (inputs[name] as Input).neededBy?.includes(command) && !present.has(name));
  return [...excess, ...lacking.map((name) => missing(name, command))];
}

/** The defaults of `action.yml` come with every command. */
function saysNothing(input: Input, text: string): boolean {
  return text.toLowerCase() === input.default?.toLowerCase();
}

function namesFor(command: Command): InputName[] {
  return (Object.keys(inputs) as InputName[]).filter((name) => (inputs[name] as Input).commands.includes(command));
}

function missing(name: InputName, command?: Command): InputError {
  const whose = command && name !== 'repository' ? `${command} needs` : 'there must be';
  return new InputError(`${whose} an input ${name}`, inputs[name].description.replace(/\.$/, ''));
}

const onePlan: readonly (Command | undefined)[] = ['restore', 'drill', 'verify', 'repair', 'prune', 'cost', 'health'];

function contradictions(values: InputValues): InputError[] {
  const { command, plan = [], file = [], set, at, resume, bastion } = values;
  const found: InputError[] = [];
  if (command === 'restore' && plan.length === 0 && resume === undefined) found.push(missing('plan', 'restore'));
  if (values['bastion-host-key'] !== undefined && (bastion === undefined || bastion === 'plan')) {
    found.push(new InputError('input bastion-host-key goes with input bastion as user@host', 'give the bastion too'));
  }
  if (command === 'restore' && values.precheck && values['dry-run']) {
    found.push(new InputError('input precheck and input dry-run are both true', 'give one of them: neither restores'));
  }
  if (command === 'restore' && values.precheck && resume !== undefined) {
    found.push(
      new InputError(
        'input precheck does not go with input resume',
        'leave one of them out: a resumed restore was begun',
      ),
    );
  }
  const alone = (['resume', 'dry-run', 'precheck'] as const).filter((name) => values[name]);
  if (command === 'restore' && values.shard !== undefined && alone[0]) {
    found.push(
      new InputError(
        `input shard does not go with input ${alone[0]}`,
        'leave one of them out: only a restore is shared',
      ),
    );
  }
  if (onePlan.includes(command) && plan.length > 1) {
    const plans = JSON.stringify(plan.join(' '));
    found.push(new InputError(`${command} takes one plan, and input plan is ${plans}`, 'make a step for each of them'));
  }
  if (command === 'restore' && set !== undefined && at !== undefined) {
    const both = `input set (${JSON.stringify(set)}) and input at (${at.toISOString()})`;
    found.push(new InputError(`${both} are both given`, 'give one of them: each names a set'));
  }
  if (command === 'precheck' && (plan.length === 0) === (file.length === 0)) {
    const [what, hint] =
      plan.length === 0
        ? ['precheck needs an input plan or an input file', 'name plans that are applied, or files']
        : [
            `input plan (${JSON.stringify(plan.join(' '))}) and input file (${JSON.stringify(file.join(' '))}) are both given`,
            'give one of them',
          ];
    found.push(new InputError(what!, hint!));
  }
  if ((command === 'verify' || command === 'repair') && set !== undefined && plan.length > 0) {
    const both = `input set (${JSON.stringify(set)}) and input plan (${JSON.stringify(plan.join(' '))})`;
    found.push(new InputError(`${both} are both given`, "give one of them: a set's id is of one plan alone"));
  }
  return found;
}

/** All of it as one error of the engine, which takes a moment to load. */
async function refusal(found: readonly InputError[]): Promise<Error> {
  const { didYouMean, PgstowError } = await import('../engine/index.ts');
  const texts = found.map(({ message, hint, choice }) => {
    const near = choice && didYouMean(choice.typed, choice.allowed, '');
    return { message, hint: near ? `${near} ${hint}` : hint };
  });
  const [first] = texts;
  if (texts.length === 1) return new PgstowError('input', first!.message, { hint: first!.hint });
  const message = [`${texts.length} inputs are wrong`, ...texts.map(({ message, hint }) => `${message}: ${hint}`)];
  return new PgstowError('input', message.join('\n'), { hint: 'mend all of them in the step of the workflow' });
}

function assembled(values: InputValues, env: Environment): Inputs {
  const command = values.command!;
  const everywhere: Everywhere = {
    repository: values.repository!,
    roleToAssume: values['role-to-assume'],
    awsRegion: values['aws-region'],
    maxDuration: values['max-duration'] ?? inputs['max-duration'].read('')(inputs['max-duration'].default),
    cache: values.cache ?? true,
  };
  const [plan] = values.plan ?? [];
  const kinds = values.kind && [values.kind];
  const server = values.server ?? (env.PGSTOW_DRILL_SERVER || undefined);
  switch (command) {
    case 'run-due':
      return { ...everywhere, command, plans: values.plan ?? [], kinds, retry: values.retry ?? false, server };
    case 'matrix':
      return { ...everywhere, command, plans: values.plan ?? [], kinds };
    case 'drill':
      return { ...everywhere, command, plan: plan!, set: values.set, jobs: values.jobs ?? 4, server };
    case 'backup':
      return { ...everywhere, command, plans: values.plan ?? [], full: values.full ?? false, ...shardInputs(values) };
    case 'copy':
      return { ...everywhere, command, plans: values.plan ?? [] };
    case 'precheck':
      return { ...everywhere, command, plans: values.plan ?? [], files: values.file ?? [] };
    case 'restore':
      return { ...everywhere, command, plan, ...restoreInputs(values, env) };
    case 'verify':
      return { ...everywhere, command, plan, set: values.set, sample: values.sample };
    case 'repair':
      return { ...everywhere, command, plan, set: values.set, from: values.from! };
    case 'prune':
      return { ...everywhere, command, plan, dryRun: values['dry-run'] ?? false };
    case 'archive':
    case 'undelete':
      return { ...everywhere, command, dryRun: values['dry-run'] ?? false };
    case 'thaw':
      return { ...everywhere, command, set: values.set!, thaw: thawTerms(values) };
    case 'hold':
      return { ...everywhere, command, set: values.set!, reason: values.reason! };
    case 'release':
      return { ...everywhere, command, set: values.set! };
    case 'key-rotate':
      return { ...everywhere, command, remove: values.remove ?? [] };
    case 'cost':
      return { ...everywhere, command, plan, prices: values.prices };
    case 'health':
      return { ...everywhere, command, plan };
    case 'plan-apply':
      return { ...everywhere, command, files: values.file! };
    default:
      return command satisfies never;
  }
}

function shardInputs(values: InputValues): Pick<BackupInputs, 'shard' | 'shardGroup'> {
  return { shard: values.shard, shardGroup: values['shard-group'] };
}

function thawTerms(values: InputValues): ThawTerms {
  return {
    wait: values['wait-for-thaw'] ?? false,
    tier: values['thaw-tier'] ?? 'Standard',
    days: values['thaw-days'] ?? 7,
  };
}

function restoreInputs(values: InputValues, env: Environment): Omit<RestoreInputs, 'command' | 'plan'> {
  return {
    set: values.set,
    at: values.at,
    target: values.target ?? env.PGSTOW_TARGET!,
    tables: values.table ?? [],
    schemas: values.schema ?? [],
    conflict: values.conflict ?? 'rename',
    renameFormat: values['rename-format'] ?? inputs['rename-format'].default,
    keepForeignKeys: values['keep-foreign-keys'] ?? false,
    intoSchema: values['into-schema'],
    mapSchemas: values['map-schema'] ?? {},
    createDatabase: values['create-database'] ?? false,
    owner: !values['no-owner'],
    acl: !values['no-acl'],
    mapRoles: values['map-role'] ?? {},
    proof: !values['no-proof'],
    jobs: values.jobs ?? 4,
    dryRun: values['dry-run'] ?? false,
    skipDamaged: values['skip-damaged'] ?? false,
    thaw: thawTerms(values),
    resume: values.resume,
    ...shardInputs(values),
    name: values.name,
    bastion: values.bastion,
    bastionHostKey: values['bastion-host-key'],
    precheck: values.precheck ?? false,
  };
}
