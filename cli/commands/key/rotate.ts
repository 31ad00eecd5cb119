import type { KeysRotation } from '../../../engine/index.ts';
import type { Invocation } from '../../invocation.ts';
import { repeated } from '../../options/repeated.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';
import { describeReach, whatRemovedKeysOpen } from './reach.ts';
import { describeSlot, nameOfSlot } from './slot.ts';

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
  const rotation = await rotateKeys(await invocation.repository(), { remove });
  const { output } = invocation;
  for (const warning of rotation.warnings) output.warn(warning);
  output.say(whatWasDone(rotation));
  for (const line of whatRemovedKeysOpen(rotation.reach)) output.print(line);
  for (const { message } of rotation.underWay) output.print(`  what is under way: ${message}`);
  if (remove.length === 0) output.say('no slot was removed: whoever has what opens one reads what comes, too');
  output.document(describeRotation(rotation));
  return undefined;
}

function whatWasDone({ generation: { generation, removed }, slots }: KeysRotation): string {
  const gone = removed.length > 0 ? `\nremoved: ${removed.map(nameOfSlot).join(', ')}` : '';
  const kept = slots.map((slot) => nameOfSlot(describeSlot(slot))).join(', ');
  return `rotated: what begins from now on is sealed with master key ${generation}\nopens with: ${kept}${gone}`;
}

function describeRotation({ generation, slots, reach, underWay, warnings }: KeysRotation): object {
  return {
    generation: generation.generation,
    slots: slots.map(describeSlot),
    generations: reach.map(describeReach),
    underWay: underWay.map(({ run, plan }) => ({ run, plan })),
    warnings,
  };
}
