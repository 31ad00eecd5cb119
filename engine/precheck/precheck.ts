import type pg from 'pg';
import { readDatabaseFacts } from '../postgres/catalog/database.ts';
import { withConnection } from '../postgres/connect.ts';
import { type ConnectionTarget, describeTarget } from '../postgres/target.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { crossBorder } from '../spec/crossBorder.ts';
import type { PlanDocument } from '../spec/plan.ts';
import type { Environment } from '../spec/secret.ts';
import { resolveSource } from '../spec/source.ts';
import { regionOfSource } from '../spec/sourceAddress.ts';
import { archiveChecks } from './archiveCheck.ts';
import { connectionChecks } from './connectionChecks.ts';
import { copyChecks } from './copyChecks.ts';
import { hookChecks } from './hookChecks.ts';
import { keyCheck } from './keyCheck.ts';
import { lockChecks } from './lockChecks.ts';
import { notificationChecks } from './notificationChecks.ts';
import { objectChecks } from './objectChecks.ts';
import { type Check, check, failed, type PrecheckReport, pass, warn } from './report.ts';
import { serverChecks } from './serverChecks.ts';
import { readSource, tablesWithRows } from './source.ts';
import { storageChecks } from './storageChecks.ts';
import { wayChecks } from './wayChecks.ts';

export interface PrecheckOptions {
  readonly signal?: AbortSignal;
  /** Called with each group of checks as it is done. */
  readonly onChecks?: (checks: readonly Check[]) => void;
  /** Why the key at hand did not open the repository, which was opened without it then. */
  readonly keyFailure?: unknown;
  /** Where secrets are looked up, and what allows commands of the plan. Default: this process's own. */
  readonly env?: Environment | undefined;
}

/**
 * Looks for whatever could keep a plan's backup from succeeding, before anything moves: what is checked is in the report
 * by name, with a remedy where one is needed. One check's failure keeps no other from being made, as far as it can be.
 *
 * The plan is one that there is, by its id or name, or a document that is not applied yet: nothing of that is written.
 *
 * Rejects only with `input` (unknown plan, or a document that this repository does not take) or `interrupted`. Writes, reads
 * and removes one small object in the repository.
 */
export async function precheck(
  repository: Repository,
  idNameOrDocument: string | PlanDocument,
  { signal = new AbortController().signal, onChecks = () => {}, keyFailure, env = process.env }: PrecheckOptions = {},
): Promise<PrecheckReport> {
  const { plans } = repository;
  const isThere = typeof idNameOrDocument === 'string';
  const plan = isThere ? await plans.resolve(idNameOrDocument) : await plans.propose(idNameOrDocument);
  const checks: Check[] = [];
  const add = (found: readonly Check[]) => {
    checks.push(...found);
    onChecks(found);
  };
  add([
    await check('plan', () => planCheck(plan, isThere)),
    await check('key', () => keyCheck(repository, keyFailure)),
    ...(await regionChecks(plan, repository.facts.region)),
    ...(await hookChecks(plan, env)),
    ...(await notificationChecks(plan, { env, signal })),
  ]);
  const bytes = await checkSource(repository, plan, { env, signal }, add);
  add([
    ...(await storageChecks(repository, plan, { bytes, signal })),
    ...(await archiveChecks(repository, plan, signal)),
  ]);
  if (plan.document.lock) add(await lockChecks(repository, plan, signal));
  if (plan.document.copies?.length) add(await copyChecks(repository, plan, { env, signal }));
  return { plan: plan.id, passed: checks.every(({ status }) => status !== 'fail'), checks };
}

function planCheck({ id, revision, paused }: Plan, isThere: boolean) {
  if (!paused) return pass(isThere ? `revision ${revision} of ${id}` : `${id}, as it would be applied`);
  return warn(`plan ${id} is paused: no run of it starts`, `pgstow plan start ${id}`);
}

/** Nothing where a side does not say where it is. */
async function regionChecks({ document }: Plan, region: string | undefined): Promise<Check[]> {
  if (regionOfSource(document.source) === undefined || region === undefined) return [];
  const look = () => {
    const border = crossBorder(document, region);
    if (!border) return pass(`source and repository are in ${region}`);
    return pass(`from ${border.source} to ${border.repository}, which the plan allows: ${border.reason}`);
  };
  return [await check('region', look)];
}

/** All that is asked of the database. Returns the bytes of the tables that would be read, where they could be asked for. */
async function checkSource(
  { secrets }: Repository,
  plan: Plan,
  { env, signal }: { readonly env: Environment; readonly signal: AbortSignal },
  add: (found: readonly Check[]) => void,
): Promise<number | undefined> {
  let connected = false;
  try {
    const target = await resolveSource(plan.document.source, { env, open: secrets.opener(plan.document), signal });
    const way = await wayChecks(target, signal);
    if (way.length > 0) add(way);
    return await withConnection(target, { signal, purpose: 'precheck' }, async (client) => {
      connected = true;
      add([
        await check('connection', () =>
          pass(`connected to ${describeTarget(target)}${target.via ? ' through it' : ''}`),
        ),
      ]);
      return await checkDatabase(plan, client, target, { signal, add });
    });
  } catch (thrown) {
    const name = connected ? 'database' : 'connection';
    add([await check(name, () => failed(thrown))]);
    return undefined;
  }
}

async function checkDatabase(
  plan: Plan,
  client: pg.Client,
  target: ConnectionTarget,
  { signal, add }: { signal: AbortSignal; add: (found: readonly Check[]) => void },
): Promise<number | undefined> {
  const facts = await readDatabaseFacts(client);
  add(await connectionChecks({ client, target, facts, objects: plan.document.objects, signal }));
  const source = await readSource(plan, client, { target, facts });
  add(await objectChecks(source));
  add(await serverChecks(source));
  return tablesWithRows(source.selection).reduce((sum, { bytes }) => sum + bytes, 0);
}
