import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { millisecondsOf } from './duration.ts';
import { duration } from './durationSchema.ts';

const listOfCommands =
  'a list of at most 20 commands, each a list of its words, such as [["systemctl", "stop", "import"]]; a shell only where it is written, as ["sh", "-c", "..."]';

/** What the operating system takes as an argument: anything but a NUL. */
const word = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be in it
  .regex(/^[^\x00]*$/);

const command = z
  .tuple([word.min(1)], word)
  .register(allowedValues, { allowed: 'a list of words, the program first, such as ["systemctl", "stop", "import"]' });

const commands = z.array(command).max(20).register(allowedValues, { allowed: listOfCommands });

const longest = '24h';

/** Commands around a backup. */
export const hooks = z
  .strictObject({
    before: commands
      .default([])
      .describe(
        'Commands that are run one after the other before anything is read. One that fails, or takes too long, fails the run, and the database is not read.',
      )
      .meta({ examples: [[['systemctl', 'stop', 'import']]] }),
    after: commands
      .default([])
      .describe(
        'Commands that are run one after the other once those before were begun, whatever came of it: PGSTOW_OUTCOME is succeeded, failed or interrupted. One that fails is a warning.',
      )
      .meta({ examples: [[['systemctl', 'start', 'import']]] }),
    timeLimit: duration
      .refine((text) => millisecondsOf(text) <= millisecondsOf(longest), { error: `it is more than ${longest}` })
      .default('10m')
      .describe('How long one command may take. Then it is ended, with all processes of its group.')
      .meta({ examples: ['10m', '1h'] }),
  })
  .register(allowedValues, { allowed: '{ before: [COMMAND], after: [COMMAND], timeLimit: 10m }' });

export type Hooks = z.output<typeof hooks>;
/** A program and its arguments; no shell. */
export type Command = z.output<typeof command>;
