import { PgstowError } from '../errors.ts';
import { type PlanDocument, planSchema } from './plan.ts';
import { type PlanProblem, planProblems } from './planProblems.ts';
import { type Position, type WrittenValue, yamlDocuments } from './yamlDocuments.ts';

/**
 * Reads plans from a YAML or JSON text: one document, a list, or several documents. Rejects all or nothing, and tells
 * every problem at once, each with its place in the text. `name` is what the text is called in messages.
 */
export function parsePlans(text: string, name: string): PlanDocument[] {
  const { values, errors } = yamlDocuments(text);
  const parsed = values.map((written, index) => parseWritten(written, index));
  const problems = [...errors, ...parsed.flatMap(({ problems }) => problems), ...duplicates(values)];
  if (problems.length > 0) throw refusal(name, problems);
  if (values.length === 0)
    throw new PgstowError('input', `${name} holds no plan`, { hint: 'write one; see pgstow plan apply --help' });
  return parsed.flatMap(({ plan }) => plan ?? []);
}

/** Checks one plan that came another way than from a text. */
export function parsePlan(value: unknown): PlanDocument {
  const parsed = planSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PgstowError(
    'input',
    planProblems(parsed.error, value)
      .map(({ text }) => text)
      .join('\n'),
    { hint },
  );
}

/** Everything that is wrong with one plan that came another way than from a text; nothing when it is one. */
export function problemsOfPlan(value: unknown): PlanProblem[] {
  const parsed = planSchema.safeParse(value);
  return parsed.success ? [] : planProblems(parsed.error, value);
}

const hint = 'docs/plan.schema.json describes every field';

interface Problem extends Position {
  readonly text: string;
}

interface Parsed {
  readonly plan?: PlanDocument;
  readonly problems: readonly Problem[];
}

function parseWritten({ value, positionOf }: WrittenValue, index: number): Parsed {
  const parsed = planSchema.safeParse(value);
  if (parsed.success) return { plan: parsed.data, problems: [] };
  const label = labelOf(value, index);
  const problems = planProblems(parsed.error, value);
  return { problems: problems.map(({ path, text }) => ({ ...positionOf(path), text: `${label}: ${text}` })) };
}

/** Every further plan with an id that one before it has. */
function duplicates(values: readonly WrittenValue[]): Problem[] {
  const seen = new Map<unknown, Position>();
  return values.flatMap(({ value, positionOf }, index) => {
    const id = fieldOf(value, 'id');
    if (id === undefined) return [];
    const first = seen.get(id);
    if (!first) seen.set(id, positionOf(['id']));
    const text = `${labelOf(value, index)}: id: the plan at line ${first?.line} has the same id`;
    return first ? [{ ...positionOf(['id']), text }] : [];
  });
}

/** How messages call a plan: its id, else its name, else its place in the text. */
function labelOf(value: unknown, index: number): string {
  const called = fieldOf(value, 'id') ?? fieldOf(value, 'name');
  return typeof called === 'string' && called !== '' ? called : `plan ${index + 1}`;
}

function fieldOf(value: unknown, field: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, field)
    ? (value as Record<string, unknown>)[field]
    : undefined;
}

function refusal(name: string, problems: readonly Problem[]): PgstowError {
  const inOrder = problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
  const lines = inOrder.map(({ line, column, text }) => `${name}:${line}:${column}: ${text}`);
  const message = lines.length === 1 ? lines[0]! : [`${name} has ${lines.length} problems`, ...lines].join('\n');
  return new PgstowError('input', message, { hint });
}
