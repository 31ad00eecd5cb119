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
