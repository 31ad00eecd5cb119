/**
 * Runs one request with a signal of its own that fires with the caller's. A caller's signal lives as long as a whole backup:
 * no request may leave a listener, and all that it holds, behind on it.
 */
export async function withSignal<T>(
  signal: AbortSignal | undefined,
  request: (own: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await request(controller.signal);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}
