import type { Snapshot } from './snapshot.ts';

/**
 * Rejects when the leader's connection is lost, with what was said then; never resolves. With it its locks and its snapshot are gone, so that
 * nothing that is read from there on is of use, and the leader itself may have nothing to do any more by which that would be noticed.
 * As long as it is at its first work, that tells by itself why it failed.
 */
export function lossOfLeader({ leader }: Pick<Snapshot, 'leader'>, firstWork: Promise<unknown>): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  leader.once('error', (thrown) => firstWork.then(() => reject(thrown)).catch(() => {}));
  promise.catch(() => {}); // it may be lost when nobody needs it any more
  return promise;
}
