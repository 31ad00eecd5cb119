/**
 * Runs `use` with a signal that fires so many milliseconds after another one: what has to be brought to an end, such as a command
 * or a message, gets that much time once its operation is aborted.
 */
export async function withGrace<T>(
  signal: AbortSignal,
  milliseconds: number,
  use: (late: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => late.abort(signal.reason), milliseconds);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  try {
    return await use(late.signal);
  } finally {
    signal.removeEventListener('abort', begin);
    clearTimeout(timer);
  }
}
