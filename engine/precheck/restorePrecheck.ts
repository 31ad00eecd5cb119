import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import { readDatabaseFacts } from '../postgres/catalog/database.ts';
import { withConnection } from '../postgres/connect.ts';
import { describeTarget } from '../postgres/target.ts';
import { newTimeId } from '../repository/ids.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { checkNames } from '../restore/checkNames.ts';
import type { RestoreInput, RestoreRequest } from '../restore/request.ts';
import { setToRestore } from '../restore/setToRestore.ts';
import { withMaintenanceConnection } from '../restore/target/createDatabase.ts';
import { type Previewed, previewTarget, readWanted, type Wanted } from '../restore/target/readTarget.ts';
import { completeRestoreRequest } from '../restore/task/resumedRequest.ts';
import { setOfSameUnfinished } from '../restore/task/sameUnfinished.ts';
import { taskIdentity } from '../restore/task/taskIdentity.ts';
import { keyCheck } from './keyCheck.ts';
import { previewChecks } from './previewChecks.ts';
import { type Check, check, failed, pass } from './report.ts';
import { setStorageChecks } from './setStorageChecks.ts';
import { targetChecks } from './targetChecks.ts';
import { freeSpaceOfServer } from './targetSpace.ts';
import { wayChecks } from './wayChecks.ts';

export interface RestorePrecheckOptions {
  readonly signal?: AbortSignal;
  /** Called with each group of checks as it is done. */
  readonly onChecks?: (checks: readonly Check[]) => void;
  /** Why the key at hand did not open the repository, which was opened without it then. */
  readonly keyFailure?: unknown;
}

export interface RestorePrecheckReport {
  /** The plan's id. */
  readonly plan: string;
  /** The set that would be restored; absent where it could not be read. */
  readonly set?: string;
  /** True when no check failed. */
  readonly passed: boolean;
  readonly checks: readonly Check[];
}

/**
 * Looks for whatever could keep a restore from succeeding, before anything moves: what is checked is in the report by name, with
 * a remedy where one is needed. One check's failure keeps no other from being made, as far as it can be.
 *
 * Takes what `restore` takes. Rejects only with `input` (unknown plan, set or object; instant outside the range) or `interrupted`. Changes nothing, in
 * the repository or in the target.
 */
export async function precheckRestore(
  repository: Repository,
  input: RestoreInput,
  { signal = new AbortController().signal, onChecks = () => {}, keyFailure }: RestorePrecheckOptions = {},
): Promise<RestorePrecheckReport> {
  const request = await completeRestoreRequest(repository, input);
  checkNames(request);
  const plan = await repository.plans.resolve(request.plan, { deleted: true });
  const checks: Check[] = [];
  const add: Add = (found) => {
    checks.push(...found);
    onChecks(found);
  };
  add([await check('key', () => keyCheck(repository, keyFailure))]);
  const wanted = repository.locked ? undefined : await readSet(repository, request, { signal, add });
  const previewed = await checkTarget(request, wanted?.wanted, { signal, add });
  if (wanted && previewed) add(await setStorageChecks(repository, wanted.set, previewed, signal));
  const set = wanted && { set: wanted.set.set };
  return { plan: plan.id, ...set, passed: checks.every(({ status }) => status !== 'fail'), checks };
}

type Add = (found: readonly Check[]) => void;

interface Telling {
  readonly signal: AbortSignal;
  readonly add: Add;
}

/** The set that is meant and what it holds of what is asked for; undefined, and said, when that cannot be read. */
async function readSet(
  repository: Repository,
  request: RestoreRequest,
  { signal, add }: Telling,
): Promise<{ readonly set: SetManifest; readonly wanted: Wanted } | undefined> {
  try {
    const begun = await setOfSameUnfinished(repository, request, signal).catch(orToldLater);
    const set = await setToRestore(repository, { ...request, set: request.set ?? begun });
    const run = newTimeId(repository.surroundings); // of no run: names that are made of it are like those of one
    const wanted = await readWanted(repository, set, request, taskIdentity(run, set.set, request));
    add([await check('set', () => pass(`set ${set.set} of ${set.plan}, the state of ${set.snapshotAt}`))]);
    return { set, wanted };
  } catch (thrown) {
    if (thrown instanceof PgstowError && ['input', 'interrupted'].includes(thrown.code)) throw thrown;
    add([await check('set', () => failed(thrown))]);
    return undefined;
  }
}

/** Why the target cannot be asked is told with its own checks. */
function orToldLater(thrown: unknown): undefined {
  const ofTarget = ['connection', 'database', 'lock', 'privilege'];
  if (!(thrown instanceof PgstowError) || !ofTarget.includes(thrown.code)) throw thrown;
}

/** All that is asked of the target. Returns what would be done there, where that can be told. */
async function checkTarget(
  request: RestoreRequest,
  wanted: Wanted | undefined,
  { signal, add }: Telling,
): Promise<Previewed | undefined> {
  const { target } = request;
  let connected = false;
  try {
    const way = await wayChecks(target, signal);
    if (way.length > 0) add(way);
    const connecting = request.createDatabase ? withMaintenanceConnection : withConnection;
    const use = async (client: pg.Client) => {
      connected = true;
      const through = target.via ? ' through it' : '';
      const reached = describeTarget({ ...target, database: client.database ?? target.database });
      add([await check('connection', () => pass(`connected to ${reached}${through}`))]);
      const facts = await readDatabaseFacts(client);
      add(await targetChecks({ client, request, facts, wanted, signal }));
      return freeSpaceOfServer(client, target);
    };
    const free = await connecting(target, { signal, purpose: 'precheck' }, use);
    if (!wanted) return undefined;
    const previewed = await previewTarget(wanted, signal);
    add(await previewChecks(previewed, free));
    return previewed;
  } catch (thrown) {
    add([await check(connected ? 'objects' : 'connection', () => failed(thrown))]);
    return undefined;
  }
}
