import { PgstowError } from '../../errors.ts';
import { type ConnectionTarget, describeTarget } from '../target.ts';

export interface StallWatchOptions {
  readonly target: ConnectionTarget;
  readonly limitMs: number;
  /** Milliseconds without a byte in either direction, or 0 while nothing is being waited for. */
  readonly quietFor: () => number;
}

/**
 * Aborts its signal when the connection has been silent for too long. A network that swallows packets tells nobody, and
 * the answers of keepalive can come from a middlebox whose way to the server is gone.
 */
export function watchForStall({ target, limitMs, quietFor }: StallWatchOptions): { signal: AbortSignal; stop(): void } {
  const controller = new AbortController();
  const check = () => {
    if (quietFor() < limitMs) return;
    const seconds = Math.round(limitMs / 1000);
    controller.abort(
      new PgstowError(
        'connection',
        `${describeTarget(target)} sent nothing for ${seconds} s while its definitions were read`,
        {
          hint: 'look for a firewall that drops idle connections, and at pg_stat_activity for what the server waits for',
          retryable: true,
        },
      ),
    );
  };
  const timer = setInterval(check, Math.min(30_000, limitMs / 4));
  return { signal: controller.signal, stop: () => clearInterval(timer) };
}
