import { initRepositoryIn, type Repository } from '../../../engine/repository/repository.ts';
import { parsePlan } from '../../../engine/spec/parsePlans.ts';
import { testSurroundings } from '../../repository/folderRepository.ts';
import { backUp, pruneThese } from './deeds.ts';
import { Judge } from './judge.ts';
import { type ShardRules, shareBackUp } from './shards.ts';
import { type Actor, World } from './world.ts';

/** The schedules in which a follower's blob would be lost, one for each rule that keeps it: chance hardly ever finds them. */
export class Schedule {
  readonly judge = new Judge();
  readonly #world = new World(this.judge.hear);
  readonly #rules: ShardRules;

  constructor(off?: keyof ShardRules) {
    this.#rules = { avoid: true, askLate: true, readAnew: true, ...(off && { [off]: false }) };
  }

  /** A prune has published `a`, and goes on when a follower has put it and the leader has not committed. Says what was lost. */
  async publishedBefore(): Promise<readonly string[]> {
    const repository = await this.#repository();
    await this.#publishA(repository);
    const leader = await this.#until(await this.#machine(2), isAClaim);
    await this.#rest(await this.#machine(1));
    await this.#prune([]);
    await this.#toEnd(leader);
    return this.judge.violations;
  }

  /** The same, with a follower that was there before the prune, and the leader. */
  async publishedMeanwhile(): Promise<readonly string[]> {
    const repository = await this.#repository();
    const follower = await this.#until(await this.#machine(1), isOfTheGroup);
    await this.#publishA(repository);
    const leader = await this.#until(await this.#machine(2), isAClaim);
    await this.#rest(follower);
    await this.#prune([]);
    await this.#toEnd(leader);
    return this.judge.violations;
  }

  /** A leader dies when `a` was read for it; what nobody needs is pruned the day after; and another one leads. */
  async readForTheDead(): Promise<readonly string[]> {
    await this.#repository();
    const leader = await this.#until(await this.#machine(2), isAClaim);
    const follower = await this.#rest(await this.#machine(1));
    leader.crash();
    follower.crash();
    await this.#world.pass(25 * hour); // what is younger is kept for the next try
    await this.#prune([]);
    await this.#toEnd(await this.#machine(2));
    return this.judge.violations;
  }

  async #repository(): Promise<Repository> {
    const repository = await initRepositoryIn(this.#world.store, testSurroundings());
    for (const id of ['p', 'q'])
      await repository.plans.apply(parsePlan({ id, source: { host: 'h', database: 'd', user: 'u' } }));
    return repository;
  }

  /** Nobody needs `a` any more, and a prune has said that it goes; it waits for another plan's backup, which then ends. */
  async #publishA(repository: Repository): Promise<void> {
    const back = (plan: string, letters: string) =>
      this.#world.start('south', 'backup', (inside) => backUp(inside, plan, letters));
    await this.#toEnd(await back('p', 'a'));
    const [set] = await repository.sets.list('p');
    await this.#toEnd(await back('p', 'b'));
    const patient = await this.#until(await back('q', 'c'), ({ key }) => key.startsWith('blobs/'));
    await this.#prune([set!]);
    await this.#toEnd(patient);
  }

  #machine(index: number): Promise<Actor> {
    const shard = { index, total: 2, group: 'night' };
    return this.#world.start('south', 'share', (inside) => shareBackUp(inside, 'p', 'ab', shard, this.#rules));
  }

  async #prune(sets: Parameters<typeof pruneThese>[1]): Promise<void> {
    await this.#toEnd(await this.#world.start('south', 'prune', (inside) => pruneThese(inside, sets)));
  }

  async #until(actor: Actor, isIt: (waiting: Request) => boolean): Promise<Actor> {
    while (!actor.isOver && !actor.waiting.some(isIt)) await actor.step(0);
    return actor;
  }

  /** Until there is nothing for it to do but to wait for others. */
  async #rest(actor: Actor): Promise<Actor> {
    for (let idle = 0; !actor.isOver && idle < 20; idle = actor.waiting.length > 0 ? 0 : idle + 1) await actor.step(0);
    return actor;
  }

  async #toEnd(actor: Actor): Promise<void> {
    while (!actor.isOver) {
      if (actor.isResting) await this.#world.pass(2000);
      await actor.step(0);
    }
    if (actor.failure) throw actor.failure;
  }
}

const hour = 60 * 60 * 1000;

type Request = Actor['waiting'][number];
const isAClaim = ({ verb, key }: Request) => verb === 'create' && key.includes('/claims/');
const isOfTheGroup = ({ key }: Request) => key.startsWith('shards/');
