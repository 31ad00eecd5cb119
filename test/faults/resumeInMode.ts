import { expect } from 'vitest';
import { compareLines, describeDatabase } from '../oracle.ts';
import { freshDatabase, TestDatabase } from '../servers.ts';
import { type Ending, runEngine } from './engineProcess.ts';
import type { RestoreMode } from './restoreModes.ts';
import type { ResumedShop } from './resumeRestore.ts';

/** What a mode makes of a shop when nobody kills it. */
const uninterrupted = new WeakMap<ResumedShop, Map<RestoreMode, Promise<string[]>>>();

function uninterruptedOf(shop: ResumedShop, mode: RestoreMode): Promise<string[]> {
  const ofShop = uninterrupted.get(shop) ?? new Map<RestoreMode, Promise<string[]>>();
  uninterrupted.set(shop, ofShop);
  const known = ofShop.get(mode) ?? restored(shop, mode, (target) => restoreWithKills(shop, target, mode, []));
  ofShop.set(mode, known);
  return known;
}

/**
 * Kills a restore of a mode at these statements, one after the other, each time going on with it, and expects in the end what a
 * restore makes that nobody has killed.
 */
export async function killInMode(shop: ResumedShop, mode: RestoreMode, moments: readonly number[]): Promise<void> {
  await expectAsUninterrupted(shop, mode, (target) => restoreWithKills(shop, target, mode, moments));
}

/** Expects that a restore of a mode, however it is done, comes to what one makes that nobody disturbs. */
export async function expectAsUninterrupted(
  shop: ResumedShop,
  mode: RestoreMode,
  restore: (target: TestDatabase) => Promise<Ending>,
): Promise<void> {
  const expected = await uninterruptedOf(shop, mode);
  const found = await restored(shop, mode, restore);
  expect(compareLines(expected, found, { ignore: ofTemporaryTables })).toEqual([]);
}

/** A crashed or killed session's are left to autovacuum. */
const ofTemporaryTables = [/pg_(toast_)?temp_\d/];

async function restored(
  shop: ResumedShop,
  mode: RestoreMode,
  restore: (target: TestDatabase) => Promise<Ending>,
): Promise<string[]> {
  const target = await prepared(shop, mode);
  try {
    const ending = await restore(target);
    expect(ending.failed, JSON.stringify(ending)).toBeUndefined();
    const client = await target.connect();
    const lines = await describeDatabase(client).finally(() => client.end());
    return lines.map((line) => line.replaceAll(target.name, 'target'));
  } finally {
    await target.drop();
  }
}

async function prepared({ source }: ResumedShop, { standing, request }: RestoreMode): Promise<TestDatabase> {
  const target = await freshDatabase(source.server);
  await target.query(standing);
  if (!request.createDatabase) return target;
  await target.drop(); // its name is free
  return new TestDatabase(source.server, target.name);
}

async function restoreWithKills(
  shop: ResumedShop,
  target: TestDatabase,
  { request }: RestoreMode,
  moments: readonly number[],
): Promise<Ending> {
  let run: string | undefined;
  for (const nth of moments) {
    const at = { query: '.', moment: 'before', nth } as const;
    const stop = { at, signal: 'SIGKILL' } as const;
    const work = shop.work(target, { ...request, resume: run });
    const ending = await runEngine({ repository: shop.folder, work, stop });
    if (!ending.reached) return orAnew(shop, target, request, ending);
    run = await shop.newestRun();
  }
  return orAnew(
    shop,
    target,
    request,
    await runEngine({ repository: shop.folder, work: shop.work(target, { ...request, resume: run }) }),
  );
}

/** Who was killed before anything was noted is not gone on with, but run again. */
function orAnew(
  shop: ResumedShop,
  target: TestDatabase,
  request: RestoreMode['request'],
  ending: Ending,
): Ending | Promise<Ending> {
  if (!ending.failed?.message.includes('has left nothing in database')) return ending;
  return runEngine({ repository: shop.folder, work: shop.work(target, request) });
}
