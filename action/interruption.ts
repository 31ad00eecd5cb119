/**
 * A runner that cancels a job sends SIGINT, 7.5 seconds later SIGTERM, and 2.5 seconds later it kills
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation). The first of them begins the good order;
 * the others find it under way, and leave it the time that there is.
 */
export function interruption(tell: (text: string) => void): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) return;
      tell(`${signal}: stopping in good order; nothing half-made will be seen`);
      controller.abort();
    });
  }
  return controller.signal;
}
