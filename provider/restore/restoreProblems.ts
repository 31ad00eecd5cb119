import type { PlanProblem } from '../engine.ts';
import { isPgstowError } from '../refusal.ts';
import { attributePath, toDocument } from '../resources/planDocument.ts';
import { isCertain } from '../resources/planProblems.ts';
import { inTerraformWords } from '../resources/terraformWords.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import { formatPath, type Path } from '../schema/path.ts';
import type { Session } from '../session.ts';
import { isObject, isUnknown, type ObjectValue, type Value } from '../values/value.ts';
import { targetAttributes } from './restoreAttributes.ts';

/** What is wrong with a restore that is configured so, as far as it is known. */
export async function restoreProblems(config: ObjectValue, session: Session): Promise<readonly Diagnostic[]> {
  return [
    ...contradictions(config),
    ...(await targetProblems(config, session)),
    ...(await patternProblems(config, session)),
    ...(await formatProblems(config, session)),
    ...(await schemaProblems(config, session)),
  ];
}

function contradictions({ set = null, to = null, target = null }: ObjectValue): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (isGiven(set) && isGiven(to)) found.push(problem(['to'], 'set and to are both given', 'Give one of them.'));
  if (isObject(target) && isGiven(target.password_wo) && isGiven(target.password)) {
    const what = 'target.password_wo and target.password are both given';
    found.push(problem(['target', 'password_wo'], what, 'Give one of them.'));
  }
  return found;
}

function isGiven(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !isUnknown(value);
}

function problem(path: Path, what: string, remedy: string): Diagnostic {
  return { severity: 'error', summary: 'Invalid restore', detail: `${what}.\n\n${remedy}`, path };
}

/** A target is as the source of a plan is. */
async function targetProblems({ target = null }: ObjectValue, session: Session): Promise<Diagnostic[]> {
  if (!isObject(target)) return [];
  const { problemsOfPlan } = await session.engine();
  const source = { ...target, password_wo: null }; // it is often known only when it is applied
  return problemsOfPlan({ source: toDocument(targetAttributes, source) })
    .filter((problem) => isCertain(problem, { source }))
    .map(targetProblem);
}

/** A problem of the engine's with a source, told of the target. */
export function targetProblem({ path: inDocument, text }: PlanProblem): Diagnostic {
  const path = ['target', ...attributePath(inDocument).slice(1)];
  const detail = inTerraformWords(text).replace(/^source\b/, 'target');
  return { severity: 'error', summary: `Invalid value of ${formatPath(path)}`, detail, path };
}

/** Tables are named as a plan includes them. */
async function patternProblems({ tables = null }: ObjectValue, session: Session): Promise<Diagnostic[]> {
  if (!Array.isArray(tables) || tables.length === 0) return [];
  const { problemsOfPlan } = await session.engine();
  const source = { host: 'localhost', database: 'any', user: 'any' };
  const objects = { include: tables as readonly Value[] };
  const certain = problemsOfPlan({ source, objects }).filter((problem) => isCertain(problem, { objects }));
  return certain.map(({ path: inDocument, text }) => {
    const path = ['tables', ...attributePath(inDocument).slice(2)];
    const name = formatPath(path);
    return {
      severity: 'error',
      summary: `Invalid value of ${name}`,
      detail: text.replace(/^objects\.include(\[\d+\])?/, name),
      path,
    };
  });
}

/** A format is refused in the engine's words. */
async function formatProblems({ rename_format: format = null }: ObjectValue, session: Session): Promise<Diagnostic[]> {
  if (typeof format !== 'string') return [];
  const { checkRenameFormat } = await session.engine();
  return saidOf(['rename_format'], () => checkRenameFormat(format));
}

/** Into which schemas nothing can be restored, whatever the set holds. */
async function schemaProblems(config: ObjectValue, session: Session): Promise<Diagnostic[]> {
  const { into_schema: into = null, map_schema: mapped = null } = config;
  const given: (readonly [Path, Value])[] = [
    [['into_schema'], into],
    ...Object.entries(isObject(mapped) ? mapped : {}).map(([from, to]) => [['map_schema', from], to] as const),
  ];
  const known = given.flatMap(([path, schema]) => (typeof schema === 'string' ? [{ path, schema }] : []));
  if (known.length === 0) return [];
  const { checkSchemaNames } = await session.engine();
  return known.flatMap(({ path, schema }) => saidOf(path, () => checkSchemaNames([schema])));
}

/** What the engine refuses, in its words. */
function saidOf(path: Path, check: () => void): Diagnostic[] {
  try {
    check();
    return [];
  } catch (thrown) {
    if (!isPgstowError(thrown)) throw thrown;
    return [problem(path, thrown.message, thrown.hint ?? '')];
  }
}
