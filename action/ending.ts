import { duration } from '../words/human.ts';
import type { Engine } from './job.ts';

/**
 * The signal that ends all work in good order: when `stop` fires, or when so many milliseconds are over. Its reason is the error that
 * says so, and whatever is ended by it rejects with that.
 */
export function endingOf({ PgstowError }: Engine, stop: AbortSignal, milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const end = (message: string, hint: string) => controller.abort(new PgstowError('interrupted', message, { hint }));
  const cancelled = () => end('the job was cancelled before it was finished', `run it again: ${nothingTwice}`);
  const late = () =>
    end(
      `stopped in good order after ${duration(milliseconds)}, as input max-duration says`,
      `run it again: ${nothingTwice}; if that is not enough, raise the plan's concurrency, or take a runner of your own, whose jobs may last longer`,
    );
  if (stop.aborted) cancelled();
  stop.addEventListener('abort', cancelled, { once: true });
  setTimeout(late, milliseconds).unref();
  return controller.signal;
}

const nothingTwice = 'what is stored already is not stored twice';
