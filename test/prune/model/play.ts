import { PgstowError } from '../../../engine/errors.ts';
import { unpin } from '../../../engine/prune/pinning.ts';
import { leaseKey } from '../../../engine/repository/keys.ts';
import { initRepositoryIn, type Repository } from '../../../engine/repository/repository.ts';
import { parsePlan } from '../../../engine/spec/parsePlans.ts';
import type { MovedBy } from '../../../engine/store/storageClasses.ts';
import { testSurroundings } from '../../repository/folderRepository.ts';
import { archiveRules } from './coldJudge.ts';
import { archiveOld, backUp, copyHere, pinOne, pruneSome, readAll } from './deeds.ts';
import { Judge } from './judge.ts';
import { shareBackUp } from './shards.ts';
import { type Actor, World } from './world.ts';

/** What the play does next, as numbers without end: each player takes what it needs. */
export interface Act {
  readonly what: 'step' | 'finish' | 'start' | 'crash' | 'sleep' | 'pass' | 'lose reply';
  readonly who: number;
  readonly how: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const naps = [5_000, 20_000, 70_000, 10 * minute, 25 * hour, 3 * day, 6 * day];
const mostAtOnce = 5;

/** Plays a schedule to its end, in a bucket that archives by copies or by tags, and says what went wrong; counts what has come to pass into `seen`. */
export async function play(acts: readonly Act[], movedBy: MovedBy, seen?: Map<string, number>): Promise<string[]> {
  const judge = new Judge();
  const world = new World(judge.hear);
  world.store.movedBy = movedBy;
  const repository = await initRepositoryIn(world.store, testSurroundings());
  for (const [id, { afterDays, storageClass }] of archiveRules) {
    const archive = { archiveAfterDays: afterDays, archiveClass: storageClass };
    await repository.plans.apply(parsePlan({ id, source: { host: 'h', database: 'd', user: 'u' }, ...archive }));
  }
  for (const letters of ['abc', 'd']) {
    const past = await world.start('south', 'backup', (inside) => backUp(inside, 'p', letters));
    await past.runToEnd();
    await world.pass(day); // so there is something to archive from the start
  }
  for (const act of acts) {
    await perform(world, judge, act);
    if (judge.violations.length > 0) return judge.violations;
  }
  for (const actor of world.actors) judge.count(outcomeOf(actor));
  const strange = world.actors.flatMap((actor) => (isStrange(actor) ? [`${actor.name}: ${actor.failure}`] : []));
  const left = strange.length > 0 ? [] : await clearUp(world, judge);
  for (const [what, count] of judge.seen) seen?.set(what, (seen.get(what) ?? 0) + count);
  return [...strange, ...judge.violations, ...left];
}

async function perform(world: World, judge: Judge, { what, who, how }: Act): Promise<void> {
  const awake = world.actors.filter(({ isAwake }) => isAwake);
  const actor = awake[who % Math.max(1, awake.length)];
  switch (what) {
    case 'start':
      if (world.actors.filter(({ isOver }) => !isOver).length < mostAtOnce) await start(world, judge, who, how);
      return;
    case 'step':
      for (let left = 1 + (how % 40); actor?.isAwake && left > 0; left--) {
        world.now += 100;
        await actor.step(how >> 6);
      }
      return;
    case 'finish':
      for (let left = 500; actor?.isAwake && (actor.waiting.length > 0 || actor.isResting) && left > 0; left--) {
        world.now += 10;
        if (actor.isResting) await world.pass(1000);
        await actor.step(how);
      }
      return;
    case 'lose reply':
      return actor?.step(how, true);
    case 'crash':
      return actor?.crash();
    case 'sleep':
      if (actor) actor.asleepUntil = world.now + naps[how % naps.length]!;
      return;
    case 'pass': {
      const nap = naps[how % naps.length]!;
      if (nap >= day) world.store.thawAll();
      return nap <= 10 * minute && how & 64 ? world.glide(Math.min(nap, 2 * minute)) : world.pass(nap);
    }
    default:
      what satisfies never;
  }
}

async function start(world: World, judge: Judge, who: number, how: number): Promise<void> {
  const machine = who & 1 ? 'north' : 'south';
  const sets = [...judge.live.keys()];
  const set = sets[how % Math.max(1, sets.length)];
  const kinds = [
    'backup',
    'copy',
    'share',
    'prune',
    'prune',
    'pin',
    'unpin',
    'read',
    'share',
    'prune',
    'backup',
    'copy',
    'archive',
    'archive',
    'bucket rule',
  ];
  const kind = kinds[(who >> 1) % kinds.length]!;
  const letters = [...'abcde'].filter((_, index) => (how >> index) & 1).join('');
  switch (kind) {
    case 'backup':
      await world.start(machine, kind, (repository) => backUp(repository, how & 32 ? 'p' : 'q', letters || 'a'));
      return;
    case 'share': {
      const group = `after ${judge.seen.get('committed')}`; // who begins until the next set is there belongs together
      for (const index of [1, 2])
        await world.start(machine, kind, (repository) =>
          shareBackUp(repository, how & 32 ? 'p' : 'q', how & 64 ? 'abcde' : 'defgh', { index, total: 2, group }),
        );
      return;
    }
    case 'copy':
      await world.start(machine, kind, (repository) => copyHere(repository, how));
      return;
    case 'archive':
      await world.start(machine, kind, archiveOld);
      return;
    case 'bucket rule':
      world.store.applyRules();
      return;
    case 'prune':
      await world.start(machine, kind, (repository) => pruneSome(repository, how));
      return;
    case 'pin':
      if (set) await world.start(machine, kind, (repository) => pinOne(repository, set, judge));
      return;
    case 'unpin':
      if (set) await world.start(machine, kind, (repository) => unpin(repository, set).then(() => {}));
      return;
    default:
      if (set) await world.start(machine, kind, (repository) => readAll(repository, set, isHeardIn(world)));
  }
}

/** Whether a reader's lease has not expired: asked when a reader finds that something is gone. */
function isHeardIn(world: World): (run: string) => boolean {
  return (run) => world.ageOf(leaseKey(`read.${run}`, 1)) < minute && !world.hasLapsed(leaseKey(`read.${run}`, 1));
}

/** Everybody dies. When some days have passed, and somebody has pruned and archived, nothing is left that nobody needs, nor warm that old sets alone need. */
async function clearUp(world: World, judge: Judge): Promise<string[]> {
  for (const actor of world.actors) actor.crash();
  const prune = (repository: Repository) => pruneSome(repository, 0);
  const ends = [
    [2 * day, 'prune', prune],
    [0, 'prune', prune],
    [0, 'archive', archiveOld],
    [8 * day, 'prune', prune],
    [0, 'prune', prune],
    [0, 'archive', archiveOld],
    [0, 'archive', archiveOld],
  ] as const;
  for (const [wait, kind, work] of ends) {
    await world.pass(wait);
    const last: Actor = await world.start('east', kind, work);
    await last.runToEnd();
    if (last.failure) return [`the last ${kind} failed: ${last.failure}`];
    world.store.applyRules();
  }
  const garbage = await judge.garbage(world);
  const warm = judge.cold.leftWarm(world);
  return [...garbage.map((key) => `left over: ${key}`), ...warm.map((blob) => `left warm: ${blob}`)];
}

function outcomeOf({ name, failure, isOver }: Actor): string {
  const [, kind] = name.split('/');
  if (!isOver) return `${kind} under way`;
  return `${kind} ${failure instanceof PgstowError ? failure.code : failure ? 'strange' : 'over'}`;
}

/** What nobody should have to hear: replies that were lost, and what others did meanwhile, are to be expected. */
function isStrange({ name, failure }: Actor): boolean {
  if (failure === undefined) return false;
  const expected = ['busy', 'lost', 'conflict', 'input', 'store', ...(name.includes('/read/') ? ['archived'] : [])];
  return !(failure instanceof PgstowError) || !expected.includes(failure.code);
}
