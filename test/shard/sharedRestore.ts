import { randomUUID } from 'node:crypto';
import type { RestoreRequest } from '../../engine/index.ts';
import type { Stop, Work } from '../faults/engineJob.ts';
import { type Ending, runEngine } from '../faults/engineProcess.ts';
import type { RestoreMode } from '../faults/restoreModes.ts';
import { expectAsUninterrupted } from '../faults/resumeInMode.ts';
import type { ResumedShop } from '../faults/resumeRestore.ts';
import type { TestDatabase } from '../servers.ts';

/** How many machines share a restore of the shop. */
const total = 3;

export interface SharedOptions {
  readonly request?: Partial<RestoreRequest>;
  readonly group?: string;
}

/** What one of the machines is asked to do. */
export function shardWork(
  shop: ResumedShop,
  target: TestDatabase,
  index: number,
  { request = {}, group = randomUUID() }: SharedOptions = {},
): Work {
  return { ...shop.work(target, request), shard: { index, total, group } };
}

/** Where a machine is stopped, one time after the other: each time something starts it again, as Kubernetes does. */
export type Stops = readonly Stop[];

/** Restores by several machines, each of which is started again when it was stopped. */
export async function restoreTogether(
  shop: ResumedShop,
  target: TestDatabase,
  stops: readonly Stops[],
  options: SharedOptions = {},
): Promise<Ending[]> {
  const group = options.group ?? randomUUID();
  return Promise.all(
    stops.map((own, i) => untilItIsDone(shop, shardWork(shop, target, i + 1, { ...options, group }), own)),
  );
}

async function untilItIsDone({ folder }: ResumedShop, work: Work, [stop, ...later]: Stops): Promise<Ending> {
  const ending = await runEngine({ repository: folder, work, ...(stop && { stop }) });
  return ending.reached ? untilItIsDone({ folder } as ResumedShop, work, later) : ending;
}

/** Restores in a way by machines that are stopped, and expects what comes of it when one machine does it that nobody stops. */
export async function expectSharedInMode(
  shop: ResumedShop,
  mode: RestoreMode,
  stops: readonly Stops[],
): Promise<Ending[]> {
  let endings: Ending[] = [];
  await expectAsUninterrupted(shop, mode, async (target) => {
    endings = await restoreTogether(shop, target, stops, { request: mode.request });
    return endings.find(({ failed }) => failed) ?? endings[0]!;
  });
  return endings;
}

/** At the nth message to the server, whatever it is. */
export function killAt(nth: number, signal: Stop['signal'] = 'SIGKILL'): Stop {
  return { at: { query: '.', moment: 'before', nth }, signal };
}
