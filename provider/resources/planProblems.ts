import type { PlanDocument, PlanProblem } from '../engine.ts';
import { Refusal } from '../refusal.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import { formatPath, type Path } from '../schema/path.ts';
import type { Session } from '../session.ts';
import { hasUnknown, isObject, isUnknown, type ObjectValue, type Value } from '../values/value.ts';
import { attributePath } from './planDocument.ts';
import { otherWays } from './planPassword.ts';
import { documentOf } from './planState.ts';
import { inTerraformWords } from './terraformWords.ts';

/** What the engine finds wrong with a plan that is configured so, as far as it is known. */
export async function documentProblems(config: ObjectValue, session: Session): Promise<readonly Diagnostic[]> {
  const { problemsOfPlan } = await session.engine();
  return problemsOfPlan(documentOf(config, undefined))
    .filter((problem) => isCertain(problem, config))
    .map(diagnosticOf);
}

/** The plan that a document is, now that all of it is known. */
export async function planOf(document: object, session: Session): Promise<PlanDocument> {
  const { parsePlan, problemsOfPlan } = await session.engine();
  const problems = problemsOfPlan(document);
  if (problems.length > 0) throw new Refusal(problems.map(diagnosticOf));
  return parsePlan(document);
}

/** What is unknown is missing in the document; and what goes together cannot be judged while a part of it is unknown. */
export function isCertain({ path, text }: PlanProblem, config: ObjectValue): boolean {
  const at = attributePath(path);
  const steps = at.map((_, index) => valueAt(config, at.slice(0, index + 1)));
  if (steps.some(isUnknown)) return false;
  const value = steps.at(-1) ?? null;
  const isAboutIt = value !== null && typeof value !== 'object' && text.includes(' is not allowed; ');
  return isAboutIt || !hasUnknown(valueAt(config, at.slice(0, -1)));
}

function valueAt(value: Value, path: Path): Value {
  return path.reduce<Value>((inner, step) => {
    if (Array.isArray(inner)) return (inner as readonly Value[])[step as number] ?? null;
    return isObject(inner) ? (inner[step] ?? null) : inner;
  }, value);
}

function diagnosticOf({ path: inDocument, text }: PlanProblem): Diagnostic {
  const path = attributePath(inDocument);
  const name = formatPath(path);
  const isPassword = name === 'source.password' && text.includes(' is not allowed; ');
  const detail = isPassword ? `${name} names no place of a password; allowed: ${otherWays}` : inTerraformWords(text);
  return { severity: 'error', summary: name ? `Invalid value of ${name}` : 'Invalid plan', detail, path };
}
