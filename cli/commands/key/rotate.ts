import { describeRotation, rotationDocument, rotationRemarks, rotationSummary } from '../../../words/rotationText.ts';
import type { Invocation } from '../../invocation.ts';
import { repeated } from '../../options/repeated.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

export function rotateKeysCommand(): PgstowCommand {
  return new PgstowCommand('rotate')
    .summary('make a new master key, for all that is stored from now on')
    .description(
      'Makes a new master key. What begins from now on is sealed with it, and nothing that is stored is written anew; what runs ends as it has begun. ' +
        'What is not removed with it opens all of it, old and new; what is removed opens nothing that comes. What that still opens is said, and pgstow key list ' +
        'says it again. First add what is to take its place (pgstow key add), and give that to all machines; the repository must be opened with what stays.',
    )
    .option(
      '--remove <slot>',
      'a slot that is not to open what comes, as pgstow key list shows it (repeatable)',
      repeated,
    )
    .examples('pgstow key rotate --remove 3f9a12c4', 'pgstow key rotate')
    .does((invocation, options: RotateOptions) => rotate(invocation, options));
}

interface RotateOptions {
  readonly remove?: readonly string[];
}

async function rotate(invocation: Invocation, { remove = [] }: RotateOptions): Promise<undefined> {
  const { rotateKeys } = await invocation.engine();
  const rotation = describeRotation(await rotateKeys(await invocation.repository(), { remove }));
  const { output } = invocation;
  for (const warning of rotation.warnings) output.warn(warning);
  output.say(rotationSummary(rotation));
  for (const line of rotationRemarks(rotation)) output.print(line);
  output.document(rotationDocument(rotation));
  return undefined;
}
