import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A workflow, as far as tests look at it. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly if?: string;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, unknown>>;
}

/** What expressions are, by their text: `vars.PGSTOW_ROLE`. */
export type Expressions = Readonly<Record<string, string>>;

const action = parse(readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
};

export function stepsOf({ jobs }: Workflow): Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

/** Those that call the Action of this repository. */
export function ourSteps(workflow: Workflow): Step[] {
  return stepsOf(workflow).filter(({ uses }) => uses?.startsWith('pgstow/pgstow@'));
}

/**
 * The environment that a runner gives a step of this repository's Action: what `env` says, and the inputs with the defaults of
 * `action.yml`. An input that is not in `action.yml`, or an expression that nobody knows, is an error.
 */
export function environmentOf({ with: given = {}, env = {} }: Step, expressions: Expressions): Record<string, string> {
  const strange = Object.keys(given).filter((name) => !Object.hasOwn(action.inputs, name));
  if (strange.length > 0) throw new Error(`action.yml has no input ${strange.join(', ')}`);
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? '']);
  const inputs = { ...Object.fromEntries(defaults), ...given };
  return Object.fromEntries([
    ...Object.entries(env).map(([name, value]) => [name, evaluated(String(value), expressions)]),
    ...Object.entries(inputs).map(([name, value]) => [
      `INPUT_${name.toUpperCase()}`,
      evaluated(String(value), expressions),
    ]),
  ]);
}

export function evaluated(text: string, expressions: Expressions): string {
  return text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = expressions[expression];
    if (value === undefined) throw new Error(`nobody knows what ${expression} is`);
    return value;
  });
}
