import type { Plan } from '../engine.ts';
import type { Session } from '../session.ts';
import { isObject, type ObjectValue, type Value } from '../values/value.ts';
import { planAttributes } from './planAttributes.ts';
import { type DocumentValue, fromDocument, toDocument } from './planDocument.ts';
import { sealedMark } from './planPassword.ts';

/**
 * The document of what is configured. With `config` its write-only password goes into it, unless `stored` is a plan that has a
 * sealed one: then that stays.
 */
export function documentOf(
  planned: ObjectValue,
  config: ObjectValue | undefined,
  stored?: Plan | undefined,
): Record<string, DocumentValue> {
  const document = withCount(toDocument(planAttributes, planned));
  const password = passwordOf(planned, config, stored);
  return password && isObject(planned.source)
    ? { ...document, source: { ...(document.source as Record<string, DocumentValue>), password } }
    : document;
}

/** What is a number or a word is a text to Terraform, which writes numbers as such by itself. */
function withCount({ concurrency, ...document }: Record<string, DocumentValue>): Record<string, DocumentValue> {
  if (concurrency === undefined) return document;
  const isNumber = typeof concurrency === 'string' && /^\d+$/.test(concurrency);
  return { ...document, concurrency: isNumber ? Number(concurrency) : concurrency };
}

function passwordOf(
  { source = null }: ObjectValue,
  config: ObjectValue | undefined,
  stored: Plan | undefined,
): DocumentValue | undefined {
  if (!isObject(source) || source.password !== null) return undefined;
  const kept = stored?.document.source.password;
  if (kept && 'sealed' in kept) return { sealed: kept.sealed };
  const given = config && isObject(config.source) ? config.source.password_wo : null;
  return typeof given === 'string' ? { value: given } : undefined;
}

export function idOf(state: ObjectValue): string {
  return state.id as string;
}

/** What Terraform knew of a plan. */
interface Known {
  readonly before: ObjectValue;
  /** The mark of the sealed password that Terraform had put there. */
  readonly sealed: string | number | undefined;
}

/** A plan as Terraform's state has it. */
export async function stateOf(plan: Plan, session: Session, known?: Known): Promise<ObjectValue> {
  const { bytesPerSecond, formatRate } = await session.engine();
  const { rateLimit } = plan.document;
  const fields = fromDocument(planAttributes, { ...plan.document, paused: plan.paused });
  const before = known?.before;
  const said = before?.rate_limit;
  const isSame = typeof said === 'string' && bytesPerSecond(said) === rateLimit; // 50MB/s and 50000kB/s are
  return {
    ...fields,
    concurrency: countState(plan, before?.concurrency),
    source: sourceState(plan, fields.source as ObjectValue, known),
    rate_limit: isSame ? said : rateLimit === undefined ? null : formatRate(rateLimit),
    precheck: before?.precheck ?? null,
    initial_backup: before?.initial_backup ?? null,
    timeouts: before?.timeouts ?? null,
    delete_sets_on_destroy: before?.delete_sets_on_destroy ?? null,
    initial_backup_status: before?.initial_backup_status ?? null,
    revision: plan.revision,
  };
}

/** As it is written, if that is the same number. */
function countState({ document: { concurrency } }: Plan, said: Value | undefined): string {
  return typeof said === 'string' && Number(said) === concurrency ? said : String(concurrency);
}

/** A sealed password shows only by its version; one that is not the one that Terraform has put there is another version. */
function sourceState(plan: Plan, source: ObjectValue, known: Known | undefined): ObjectValue {
  const mark = sealedMark(plan);
  if (mark === undefined) return source;
  const before: Value = known?.before.source ?? null;
  const version = mark === known?.sealed && isObject(before) ? (before.password_wo_version ?? null) : null;
  return { ...source, password: null, password_wo_version: version };
}
