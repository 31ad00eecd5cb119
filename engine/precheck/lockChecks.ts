import { randomUUID } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { findHidden } from '../lock/findHidden.ts';
import { lockStep } from '../lock/lockDates.ts';
import { requireLocks } from '../lock/requireLocks.ts';
import { probeKey } from '../repository/keys.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import type { ObjectLocks } from '../store/objectLocks.ts';
import { type Check, check, fail, type Outcome, pass, warn } from './report.ts';

/** Long enough to be seen, and short enough to be swept up: milliseconds. */
const probeTime = 15_000;

/** Whether what a plan's sets need can be locked, and whether what is locked is to be seen. Nothing where the plan has no lock. */
export async function lockChecks(repository: Repository, { document }: Plan, signal: AbortSignal): Promise<Check[]> {
  const { lock, retention } = document;
  if (!lock) return [];
  const found = [await check('object lock', () => probeLock(repository, signal))];
  if (found[0]!.status === 'fail') return found;
  return [
    ...found,
    await check('lock and retention', () => judgeRetention(retention, lock.days)),
    await check('hidden objects', () => hiddenCheck(repository, signal)),
  ];
}

/** A small object is locked for some seconds; it has to be shown as locked, and not to let itself be deleted. */
export async function probeLock(repository: Repository, signal: AbortSignal): Promise<Outcome> {
  const { store } = repository;
  const locks = await requireLocks(repository, signal);
  const key = probeKey(randomUUID());
  const until = new Date((await store.clock(signal)).getTime() + probeTime);
  const content = Buffer.from('written by pgstow precheck; may be deleted\n');
  await store.create(key, content, { lock: { mode: 'GOVERNANCE', until }, signal });
  await locks.extend(key, { mode: 'GOVERNANCE', until: new Date(until.getTime() + 1_000) }, { signal });
  const fault = await faultOf(locks, key, until, signal);
  const { byDefault } = await locks.bucket({ signal });
  if (fault) return fault;
  if (!(await deletesVersions(repository, locks, signal))) {
    return warn(
      'what is locked no longer cannot be deleted for good: its versions stay, below delete markers',
      'allow s3:DeleteObjectVersion on all objects of the repository, or have a lifecycle rule of the bucket remove noncurrent versions',
    );
  }
  if (byDefault === undefined) return pass('an object was locked, shown as locked, and could not be deleted');
  return warn(
    `the bucket locks all that is written in it (${byDefault}), also leases and the records of runs, which are rewritten all the time`,
    "take the default retention out of the bucket's object lock configuration: pgstow locks what sets need, and nothing else",
  );
}

async function deletesVersions({ store }: Repository, locks: ObjectLocks, signal: AbortSignal): Promise<boolean> {
  const key = probeKey(randomUUID());
  await store.create(key, Buffer.from('written by pgstow precheck; may be deleted\n'), { signal });
  const there = await locks.lockOf(key, { signal });
  try {
    if (there) await locks.removeVersion(key, there.version, { signal });
    return true; // where the bucket locks all that is written, it may be locked: that is told by itself
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'store' || thrown.retryable) throw thrown;
    return false;
  }
}

async function faultOf(
  locks: ObjectLocks,
  key: string,
  until: Date,
  signal: AbortSignal,
): Promise<Outcome | undefined> {
  const shown = await locks.lockOf(key, { signal });
  if (!shown?.until || shown.until < until) {
    return fail(
      'an object was locked, and is not shown as locked',
      'allow s3:GetObjectRetention and s3:GetObjectLegalHold on all objects of the repository',
    );
  }
  if (await locks.removeVersion(key, shown.version, { signal })) {
    return fail('an object could be deleted although it was locked', 'this storage locks nothing: use another one');
  }
  for await (const _ of locks.versions(key, { signal })) return undefined;
  throw new PgstowError('store', `${key} was written and is not listed among the versions`);
}

/** What retention lets go earlier than its lock stays. */
function judgeRetention(retention: Plan['document']['retention'], days: number): Outcome {
  const most = days + lockStep(days);
  if (!retention) return pass('all sets stay, and all are locked');
  const { keepDays = 0 } = retention;
  if (keepDays >= most) return pass(`retention keeps a set for ${keepDays} days, so its lock has ended when it goes`);
  return warn(
    `a set stays for ${days} to ${most} days at least, whatever retention says: before its lock has ended nothing of it can be removed`,
    `keep that in mind for the room that sets take, or say so: keepDays: ${most}; or lock for fewer days`,
  );
}

async function hiddenCheck(repository: Repository, signal: AbortSignal): Promise<Outcome> {
  const hidden = await findHidden(repository, signal);
  const [first] = hidden;
  if (!first) return pass('nothing that is locked was deleted or overwritten');
  return warn(
    `somebody has deleted or overwritten what is locked: ${first.key}${hidden.length > 1 ? ` and ${hidden.length - 1} more` : ''}`,
    'pgstow undelete brings it back; see who has these credentials',
  );
}
