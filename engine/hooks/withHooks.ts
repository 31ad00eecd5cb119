import { interrupted, messageOf, PgstowError, throwIfAborted } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import type { SetName } from '../repository/contents.ts';
import { millisecondsOf } from '../spec/duration.ts';
import { hasHooks } from '../spec/hooks.ts';
import type { Command, Hooks } from '../spec/hooksSchema.ts';
import type { Environment } from '../spec/secret.ts';
import { withGrace } from '../withGrace.ts';
import { type BackupEnd, hookEnvironment } from './environment.ts';
import { type CommandEnd, runCommand } from './runCommand.ts';

export interface HookContext {
  readonly plan: string;
  readonly hooks: Hooks | undefined;
  readonly run: string;
  readonly meter: ProgressMeter;
  /** Fires when the backup is to be given up, for whatever reason. */
  readonly signal: AbortSignal;
  /** Fires when the caller wants to come to an end: commands after the backup are given some seconds then. */
  readonly interruption: AbortSignal;
  readonly env: Environment;
  /** Variables that plans take their secrets from: no command gets them. */
  readonly secretVariables: () => Promise<readonly string[]>;
}

/**
 * Runs `work` between the commands of a plan. One before it that fails rejects with `precheck`, and `work` is not begun. Those after
 * it are run once any of those before was begun, whatever came of it; that they fail is a warning.
 */
export async function withHooks<T extends SetName>(context: HookContext, work: () => Promise<T>): Promise<T> {
  const { hooks, signal, interruption } = context;
  if (!hooks || !hasHooks(context)) return work();
  throwIfAborted(signal);
  const secrets = await context.secretVariables();
  return withGrace(interruption, lateMs, (late) => between({ ...context, hooks, secrets }, late, work));
}

type Context = HookContext & { readonly hooks: Hooks; readonly secrets: readonly string[] };

async function between<T extends SetName>(context: Context, late: AbortSignal, work: () => Promise<T>): Promise<T> {
  let end: BackupEnd | undefined;
  try {
    await runBefore(context);
    const made = await work();
    end = { outcome: 'succeeded', set: made.set };
    return made;
  } catch (thrown) {
    end = failedWith(thrown);
    throw thrown;
  } finally {
    await runAfter({ ...context, signal: late }, end!);
  }
}

/** In milliseconds, from an interruption to the end of all commands after the backup: a job that is cancelled has a few seconds in all. */
const lateMs = 3000;

function failedWith(thrown: unknown): BackupEnd {
  const interrupted = thrown instanceof PgstowError && thrown.code === 'interrupted';
  return { outcome: interrupted ? 'interrupted' : 'failed', error: messageOf(thrown) };
}

async function runBefore(context: Context): Promise<void> {
  const { plan, run, signal, secrets } = context;
  const { before, timeLimit } = context.hooks;
  const env = hookEnvironment(context.env, secrets, { plan, run });
  for (const [index, command] of before.entries()) {
    const failure = await runHook(context, { command, name: `hooks.before[${index}]`, timeLimit, env });
    if (signal.aborted) throw interrupted(signal);
    if (failure === undefined) continue;
    throw new PgstowError('precheck', `plan ${plan}: ${failure}`, {
      hint: 'the database was not read; mend what the command has met, and run the backup again',
      retryable: true,
    });
  }
}

async function runAfter(context: Context, end: BackupEnd): Promise<void> {
  const { plan, run, meter, secrets } = context;
  const { after, timeLimit } = context.hooks;
  const env = hookEnvironment(context.env, secrets, { plan, run, end });
  for (const [index, command] of after.entries()) {
    const failure = await runHook(context, { command, name: `hooks.after[${index}]`, timeLimit, env });
    if (failure !== undefined) meter.warn(failure);
  }
}

interface Hook {
  readonly command: Command;
  /** Its field. */
  readonly name: string;
  readonly timeLimit: string;
  readonly env: Environment;
}

/** So many lines of a command are told, and so many of the last ones are repeated when it fails. */
const mostLines = 1000;
const lastLines = 10;

/** What is wrong with how it has ended, with its last lines; undefined where nothing is. */
async function runHook({ meter, signal }: HookContext, { command, name, timeLimit, env }: Hook) {
  const called = `${name} (${command[0]})`; // without its arguments: they may be anybody's
  if (signal.aborted) return `${called} was not run: there was no more time after the interruption`;
  meter.remark(`${called} is run`);
  let count = 0;
  const last: string[] = [];
  const onLine = (line: string) => {
    if (++count <= mostLines) meter.remark(`${name}: ${line}`);
    else if (count === mostLines + 1) meter.remark(`${name}: more than ${mostLines} lines: the rest is not shown`);
    last.push(line);
    if (last.length > lastLines) last.shift();
  };
  const end = await runCommand(command, { env, timeLimit: millisecondsOf(timeLimit), signal, onLine });
  const wrong = wrongWith(end, timeLimit);
  return wrong === undefined ? undefined : [`${called} ${wrong}`, ...last].join('\n');
}

function wrongWith(end: CommandEnd, timeLimit: string): string | undefined {
  switch (end.kind) {
    case 'exited':
      return end.status === 0 ? undefined : `ended with status ${end.status}`;
    case 'killed':
      return `was ended by ${end.by}`;
    case 'notStarted':
      return `could not be started: ${end.reason}`;
    case 'tooLong':
      return `was ended, for it took longer than ${timeLimit}`;
    case 'aborted':
      return `was given up ${lateMs / 1000} seconds after the interruption`;
    default:
      return end satisfies never;
  }
}
