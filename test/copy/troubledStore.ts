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

/** A store whose changes meet something: `meet` is told which one it is, counted from 1. */
export function changing(store: Store, meet: (nth: number, change: () => Promise<unknown>) => Promise<unknown>): Store {
  let changes = 0;
  const guarded =
    <A extends unknown[], R>(method: (...all: A) => Promise<R>) =>
    (...all: A) =>
      meet(++changes, () => method.apply(store, all)) as Promise<R>;
  const changed = ['create', 'replace', 'delete'] as const;
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as never;
      if (changed.includes(name as never)) return guarded(method);
      return typeof method === 'function' ? (method as (...all: never[]) => unknown).bind(target) : method;
    },
  });
}

/** A store whose user is dead from its nth change on. */
export function killedBefore(store: Store, nth: number): Store {
  let isDead = false;
  return changing(store, async (at, change) => {
    isDead ||= at >= nth;
    if (isDead) throw new Error('killed');
    return change();
  });
}
