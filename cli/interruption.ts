/** The signals that ask a process to stop; a closed terminal (SIGHUP) is no reason to leave a run half recorded. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const interrupted = 130;

/** Ends the process when it is asked to stop, with the status of an interruption, unless {@link withInterruption} attends to it. */
export function endWhenInterrupted(): void {
  for (const signal of signals) {
    process.on(signal, () => {
      if (process.listenerCount(signal) === 1) process.exit(interrupted);
    });
  }
}

/** What is asked of something that runs until it is asked to stop. */
export interface OrderlyStop {
  /** Fires at the first request: nothing new is to be begun. */
  readonly stop: AbortSignal;
  /** Fires when what runs has had its time, or at the second request: what runs is to be interrupted. */
  readonly interrupt: AbortSignal;
}

/**
 * Runs `use` until it ends by itself after the process was asked to stop. What runs then may go on for `grace` milliseconds. Asked
 * a third time, the process ends at once.
 */
export async function withOrderlyStop<T>(
  grace: number,
  onStop: () => void,
  use: (requests: OrderlyStop) => Promise<T>,
): Promise<T> {
  const [stop, interrupt] = [new AbortController(), new AbortController()];
  let timer: NodeJS.Timeout | undefined;
  const asked = () => {
    if (interrupt.signal.aborted) process.exit(interrupted);
    if (stop.signal.aborted) return interrupt.abort();
    onStop();
    stop.abort();
    timer = setTimeout(() => interrupt.abort(), grace);
  };
  for (const signal of signals) process.on(signal, asked);
  try {
    return await use({ stop: stop.signal, interrupt: interrupt.signal });
  } finally {
    clearTimeout(timer);
    for (const signal of signals) process.off(signal, asked);
  }
}

/**
 * Runs `use` with a signal that fires when the process is asked to stop the first time: the work then ends in good order,
 * by itself. `onInterrupt` tells the user so. Asked a second time, the process ends at once.
 */
export async function withInterruption<T>(
  onInterrupt: () => void,
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(interrupted);
    onInterrupt();
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await use(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
