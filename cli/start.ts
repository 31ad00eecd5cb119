import { describeFailure } from '../words/failure.ts';
import { flushed } from '../words/flushed.ts';
import { execute } from './execute.ts';
import { endWhenInterrupted } from './interruption.ts';
import { Output } from './output/output.ts';

/** Runs the command line as this process: its streams, its signals, its exit status. */
export async function start(args: readonly string[]): Promise<void> {
  const output = new Output(args);
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => {}); // a reader that went away, such as `head`, is no reason to stop a backup
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown) => {
      // whatever happens to the telling: a rejection of it would come here again, and again
      describeFailure(thrown)
        .then((failure) => output.failure(failure))
        .finally(() => process.exit(1));
    });
  }
  endWhenInterrupted();
  const status = await execute(args, output);
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(status);
}
