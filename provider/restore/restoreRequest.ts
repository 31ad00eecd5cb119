import type { ConnectionTarget, PgstowError, RestoreChoice, RestoreRequest } from '../engine.ts';
import { detailOf, isPgstowError, Refusal, refusal } from '../refusal.ts';
import { attributePath, toDocument } from '../resources/planDocument.ts';
import type { Session } from '../session.ts';
import { hasUnknown, isObject, type ObjectValue, type Value } from '../values/value.ts';
import { targetAttributes } from './restoreAttributes.ts';
import { targetProblem } from './restoreProblems.ts';

/** What a restore is configured to do, as the engine takes it; what is not given is as `pgstow restore` has it. */
export async function restoreRequest(config: ObjectValue, session: Session): Promise<RestoreRequest> {
  const { plan, set = null, to = null, map_role: roles = null, map_schema: schemas = null, name = null } = config;
  const { restoreDefaults } = await session.engine();
  return {
    plan: plan as string,
    set: textOf(set),
    to: to === null ? undefined : new Date(to as string),
    target: await targetOf(config.target as ObjectValue, session),
    schemas: listOf(config.schemas),
    tables: listOf(config.tables),
    conflict: (config.conflict ?? 'rename') as RestoreRequest['conflict'],
    renameFormat: textOf(config.rename_format ?? null) ?? restoreDefaults.renameFormat,
    keepForeignKeys: config.keep_foreign_keys === true,
    intoSchema: textOf(config.into_schema ?? null),
    mapSchemas: isObject(schemas) ? (schemas as Readonly<Record<string, string>>) : {},
    owner: config.owner !== false,
    acl: config.acl !== false,
    mapRoles: isObject(roles) ? (roles as Readonly<Record<string, string>>) : {},
    createDatabase: config.create_database === true,
    jobs: (config.jobs ?? 4) as number,
    proof: config.proof !== false,
    skipDamaged: false,
    dryRun: false,
    thaw: thawTerms(config, restoreDefaults.thaw),
    goOn: true, // what was cut off is in no state: the next apply creates the resource again
    name: textOf(name),
  };
}

/** What is archived is thawed in any case: by the next apply it can be read, where this one does not wait. */
function thawTerms(config: ObjectValue, usual: RestoreRequest['thaw']): RestoreRequest['thaw'] {
  const { wait_for_thaw: wait = null, thaw_tier: tier = null, thaw_days: days = null } = config;
  if (!usual) return undefined;
  return {
    tier: tier === null ? usual.tier : (tier as typeof usual.tier),
    days: days === null ? usual.days : Number(days),
    wait: wait === true,
  };
}

/** What of which set is restored, and into which schemas; undefined while some of it is not known yet. */
export function restoreChoice(config: ObjectValue): RestoreChoice | undefined {
  const { plan = null, set = null, to = null, tables = null, schemas = null } = config;
  const { into_schema: into = null, map_schema: mapped = null } = config;
  if ([plan, set, to, tables, schemas, into, mapped].some(hasUnknown)) return undefined;
  const at = typeof to === 'string' ? new Date(to) : undefined;
  if (at && Number.isNaN(at.getTime())) return undefined; // said already
  return {
    plan: plan as string,
    set: textOf(set),
    to: at,
    schemas: listOf(schemas),
    tables: listOf(tables),
    intoSchema: textOf(into),
    mapSchemas: isObject(mapped) ? (mapped as Readonly<Record<string, string>>) : {},
  };
}

/** Where a database is, with its password and certificates looked up. */
export async function targetOf(target: ObjectValue, session: Session): Promise<ConnectionTarget> {
  const { parsePlan, problemsOfPlan, resolveSource } = await session.engine();
  const document = { source: toDocument(targetAttributes, target) };
  const problems = problemsOfPlan(document);
  if (problems.length > 0) throw new Refusal(problems.map(targetProblem));
  const options = { env: session.env, signal: session.stopped };
  const found = await resolveSource(parsePlan(document).source, options).catch((thrown) => {
    throw isPgstowError(thrown) ? notFound(thrown) : thrown;
  });
  const password = textOf(target.password_wo ?? null) ?? found.password ?? (session.env.PGPASSWORD || undefined);
  return { ...found, password };
}

/** A password or a certificate that is not where it is said to be. */
function notFound(thrown: PgstowError): Refusal {
  const name = /^source\.([\w.]+)/.exec(thrown.message)?.[1] ?? '';
  const path = ['target', ...attributePath(name.split('.'))];
  return refusal('Something of the target is not there', {
    detail: detailOf(thrown).replace(/^source\b/, 'target'),
    path,
  });
}

function textOf(value: Value): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: Value | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}
