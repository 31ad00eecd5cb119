import { EventEmitter, once } from 'node:events';
import { backup, drill } from '../../engine/index.ts';
import { openRepository } from '../../engine/repository/repository.ts';
import { realSurroundings, type Surroundings } from '../../engine/repository/surroundings.ts';
import { runScheduler } from '../../engine/run/scheduler.ts';

/** What the process above says: how far the clock is ahead, in milliseconds. */
export interface ClockMessage {
  readonly ahead: number;
}

/** What this process tells: where a start stands, and that it has looked what is due. */
export interface StartMessage {
  readonly kind: string;
  readonly plan: string;
  readonly start: string;
}

/**
 * A scheduler in a process of its own, with real backups, and a clock that the process above moves on: all that waits for a time
 * to come goes on then.
 */
const [repository, ahead] = process.argv.slice(2) as [string, string];
let offset = Number(ahead);
const clock = new EventEmitter().setMaxListeners(100);
process.on('message', (message: ClockMessage) => {
  offset = message.ahead;
  clock.emit('moved');
});
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const real = realSurroundings();
const now = () => new Date(Date.now() + offset);
const surroundings: Surroundings = { ...real, now, pause };
await runScheduler({
  surroundings,
  parallel: 2,
  stop: new AbortController().signal,
  interrupt: new AbortController().signal,
  open: () => openRepository(repository, { surroundings }),
  make: {
    backup: async (on, plan, start, operation) => {
      // a machine may stall between its look and its run, for as long as another one needs to make the start
      if (Math.random() < 0.3) await real.pause(700);
      return backup(on, plan, { ...operation, start });
    },
    drill: (on, plan, start, operation) => drill(on, { plan }, { ...operation, start }),
  },
  onEvent: (event) => {
    if (event.kind === 'looked') process.send?.({ kind: 'looked', plan: '', start: '' } satisfies StartMessage);
    if ('start' in event && event.kind !== 'progress') {
      const { kind, plan, start } = event;
      process.send?.({ kind, plan, start } satisfies StartMessage);
    }
  },
});

async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  const until = now().getTime() + milliseconds;
  while (!signal?.aborted && now().getTime() < until) {
    const wake = new AbortController();
    const either = AbortSignal.any([wake.signal, ...(signal ? [signal] : [])]);
    await Promise.race([
      real.pause(until - now().getTime(), either),
      once(clock, 'moved', { signal: either }).catch(() => {}),
    ]);
    wake.abort();
  }
}
