import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { reasonOfLaterField } from './laterFields.ts';
import { didYouMean } from './nearMatches.ts';
import { planSchema } from './plan.ts';

export type Path = readonly PropertyKey[];

/** One thing that is wrong with a plan. */
export interface PlanProblem {
  readonly path: Path;
  /** The path, the value, and what is allowed instead. */
  readonly text: string;
}

/** What zod found, in words a user can act upon. `given` is the plan as it was written. */
export function planProblems(error: z.ZodError, given: unknown): PlanProblem[] {
  const problems = error.issues.flatMap((issue): PlanProblem[] => {
    const secret = secretAround(issue.path);
    if (secret && issue.code !== 'custom') {
      return [{ path: secret, text: notAllowed(secret, nameOf(secret), valueAt(given, secret)) }];
    }
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownField(issue.path, key));
    const named = nameOf(issue.path);
    if (issue.code === 'custom') return [{ path: issue.path, text: `${named}: ${issue.message}` }];
    return [{ path: issue.path, text: notAllowed(issue.path, named, valueAt(given, issue.path)) }];
  });
  const byText = new Map(problems.map((problem) => [problem.text, problem])); // several checks of one field may say the same
  return [...byText.values()];
}

/**
 * The field that holds a secret, where the path leads into one. What is wrong within is told of the whole: a password with a
 * comma that was not quoted makes even the name of a field a part of it.
 */
function secretAround(path: Path): Path | undefined {
  const at = path.findIndex((part) => secretFields.has(part));
  return at < 0 ? undefined : path.slice(0, at + 1);
}

const secretFields = new Set<PropertyKey>([
  ...['password', 'clientKey', 'privateKey', 'passphrase', 'webhook', 'ping'],
  ...['key', 'accessKeyId', 'secretAccessKey'],
]);

function unknownField(path: Path, key: string): PlanProblem {
  const whole = [...path, key];
  const reason = reasonOfLaterField(whole.join('.'));
  if (reason) return { path: whole, text: `${nameOf(whole)}: ${reason}` };
  const known = fieldsAt(path);
  const remedy =
    known.length > 0 ? didYouMean(key, known, `known are ${known.join(', ')}`) : `allowed: ${allowedAt(path)}`;
  return { path: whole, text: `${nameOf(whole)} is not a field of a plan; ${remedy}` };
}

function notAllowed(path: Path, named: string, value: unknown): string {
  const allowed = `allowed: ${allowedAt(path)}`;
  if (value === undefined) return `${named} is missing; ${allowed}`;
  return `${named}: ${show(value, path)} is not allowed; ${allowed}`;
}

/** A value as a message may repeat it. What might hold a password is not shown. */
function show(value: unknown, path: Path): string {
  if (value === null) return 'nothing';
  if (secretAround(path)) return 'what is written there (not shown)';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value) ?? String(value);
  if (/@|:\/\//.test(text)) return 'what is written there (not shown)';
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** `objects.include[0]`; a plan itself is called `the plan`. */
function nameOf(path: Path): string {
  const name = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return name.replace(/^\./, '') || 'the plan';
}

function valueAt(given: unknown, path: Path): unknown {
  return path.reduce((value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part], given);
}

/** What the field at a path takes; where nothing is said about it, what the field around it takes. */
function allowedAt(path: Path): string {
  for (let length = path.length; length > 0; length--) {
    const schema = schemaAt(path.slice(0, length));
    const said = schema && allowedValues.get(schema);
    if (said) return said.allowed;
  }
  return allowedValues.get(planSchema)!.allowed;
}

function fieldsAt(path: Path): string[] {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function schemaAt(path: Path): z.ZodType | undefined {
  return path.reduce<z.ZodType | undefined>((schema, part) => {
    if (schema instanceof z.ZodObject)
      return Object.hasOwn(schema.shape, part) ? bare(schema.shape[part as string]) : undefined;
    return schema instanceof z.ZodArray ? bare(schema.element as z.ZodType) : undefined;
  }, planSchema);
}

/** A field's schema without the shells that make it optional or transform it. */
function bare(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe) return bare(schema.in as z.ZodType);
  const wraps = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wraps ? bare(schema.unwrap() as z.ZodType) : schema;
}
