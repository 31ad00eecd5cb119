import { setFailed } from '@actions/core';
import { describeFailure } from '../words/failure.ts';
import { flushed } from '../words/flushed.ts';
import { interruption } from './interruption.ts';
import { Log } from './log.ts';
import { run } from './run.ts';

// The entry, as a runner starts it: its environment, its signals, its exit status.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, async (thrown) => {
    setFailed((await describeFailure(thrown)).message);
    process.exit(1);
  });
}

const log = new Log();
const stop = interruption((text) => log.say(text));
const { status } = await run(process.env, log, stop);
await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
process.exit(status === 'succeeded' ? 0 : 1);
