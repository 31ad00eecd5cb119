import { PgstowError } from '../../engine/errors.ts';
import { realSurroundings, type Surroundings } from '../../engine/repository/surroundings.ts';
import type { Store } from '../../engine/store/store.ts';

/** Surroundings of a process of its own, which does not wait; one that is dead is known to be. */
export function processOf(pid: number, dead: readonly number[] = []): Surroundings {
  return {
    ...realSurroundings(),
    pid,
    process: { pid, boot: 'boot', namespace: 'namespace', started: '1' },
    isGone: (other) => dead.includes(other.pid),
    pause: (milliseconds, signal) => realSurroundings().pause(Math.min(milliseconds, 5), signal),
  };
}

/** A store whose changes, those of locks included, meet something: `meet` is told which one it is, counted from 1. */
export function changing(store: Store, meet: (nth: number, change: () => Promise<unknown>) => Promise<unknown>): Store {
  let changes = 0;
  const guard = <T extends object>(guarded: T, changed: readonly string[]): T =>
    new Proxy(guarded, {
      get: (target, name) => {
        const found = Reflect.get(target, name) as unknown;
        if (name === 'locks' && found) return guard(found, changesOfLocks);
        if (typeof found !== 'function') return found;
        if (!changed.includes(String(name))) return found.bind(target);
        return (...all: unknown[]) => meet(++changes, () => found.apply(target, all));
      },
    });
  return guard(store, ['create', 'replace', 'delete']);
}

const changesOfLocks = ['extend', 'hold', 'removeVersion', 'free', 'copyOnTop'];

/** A store whose user is dead from its nth change on. */
export function killedBefore(store: Store, nth: number): Store {
  let isDead = false;
  return changing(store, async (at, change) => {
    isDead ||= at >= nth;
    if (isDead) throw new Error('killed');
    return change();
  });
}

/** A store whose user is dead when its nth change is made. */
export function killedAfter(store: Store, nth: number): Store {
  return changing(store, async (at, change) => {
    const answer = at <= nth ? await change() : undefined;
    if (at >= nth) throw new Error('killed');
    return answer;
  });
}

/** A store of which the reply to the nth change is lost, and no other. */
export function losingReply(store: Store, nth: number): Store {
  return changing(store, async (at, change) => {
    const answer = await change();
    if (at === nth) throw new PgstowError('store', 'the reply was lost');
    return answer;
  });
}
