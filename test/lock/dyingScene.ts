import { initRepositoryIn, openRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import type { LockSpec } from '../../engine/spec/lockSchema.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { Store } from '../../engine/store/store.ts';
import { changing, killedAfter, killedBefore, losingReply, processOf } from '../copy/troubledStore.ts';
import { plan } from '../copy/twoRepositories.ts';
import { VersionedStore } from './versionedStore.ts';

/** What becomes of a process at one of its changes. */
const deaths = {
  'is killed before': killedBefore,
  'is killed after': killedAfter,
  'loses the reply to': losingReply,
} as const;

/** An encrypted repository in a bucket with object lock, in which processes die. */
export class DyingScene {
  readonly store: VersionedStore;
  readonly #key: string;
  readonly #over: number[] = [];

  private constructor(store: VersionedStore, key: string) {
    this.store = store;
    this.#key = key;
  }

  static async make(lock?: LockSpec): Promise<DyingScene> {
    const scene = new DyingScene(new VersionedStore(), generateKey());
    await initRepositoryIn(scene.store, processOf(1), { key: scene.#key });
    await scene.apply(lock);
    return scene;
  }

  /** The same once more, for another end. */
  async fork(): Promise<DyingScene> {
    const fork = new DyingScene(await this.store.fork(), this.#key);
    fork.#over.push(...this.#over);
    return fork;
  }

  async apply(lock?: LockSpec): Promise<void> {
    const source = { host: 'h', database: 'd', user: 'u' };
    await (await this.open()).plans.apply(parsePlan({ id: plan, source, ...(lock && { lock }) }));
  }

  /** As another process opens it, which knows that those before it are gone. */
  async open(store: Store = this.store): Promise<Repository> {
    const pid = this.#over.length + 2;
    const process = processOf(pid, [...this.#over]);
    this.#over.push(pid);
    return openRepositoryIn(store, process, { key: this.#key });
  }

  /** The keys under legal hold. */
  async held(): Promise<string[]> {
    const { locks } = this.store;
    const held: string[] = [];
    for await (const { key, versions } of locks.versions('')) {
      for (const { version } of versions) if ((await locks.lockOf(key, { version }))?.held) held.push(key);
    }
    return held;
  }
}

/** Tries each death at each change that something makes in a scene; gives how many it makes. */
export async function atEachChange(
  scene: DyingScene,
  work: (store: Store, scene: DyingScene) => Promise<unknown>,
  then: (scene: DyingScene, where: string) => Promise<void>,
): Promise<number> {
  let changes = 0;
  const undisturbed = await scene.fork();
  const counting = changing(undisturbed.store, (nth, change) => {
    changes = nth;
    return change();
  });
  await work(counting, undisturbed);
  for (const how of Object.keys(deaths) as (keyof typeof deaths)[]) {
    for (let nth = 1; nth <= changes; nth++) {
      const fork = await scene.fork();
      await work(deaths[how](fork.store, nth), fork).catch(() => {});
      await then(fork, `${how} change ${nth} of ${changes}`);
    }
  }
  return changes;
}
