import { holdSummary } from '../../words/holdText.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function holdCommand(): PgstowCommand {
  return new PgstowCommand('hold')
    .summary('place a set under legal hold, until it is released')
    .description(
      'Places a set under legal hold: no prune removes it until it is released, as with a pin; and where its bucket has ' +
        'object lock, all that it needs has a legal hold there, so that nobody can delete it, whatever has become of its lock. ' +
        'Needs s3:PutObjectLegalHold there, which runs should not have. Cut off, it goes on when it is run again.',
    )
    .argument('<set>', "a set's id, as pgstow sets lists it")
    .requiredOption('--reason <words>', 'what the hold is for')
    .examples('pgstow hold 20261122T213000Z-k3v9qa --reason "case 4711"')
    .does(async (invocation, set: string, { reason }: { reason: string }) => {
      const repository = await invocation.repository();
      const { hold } = await invocation.engine();
      const held = await hold(repository, set, reason);
      invocation.output.say(holdSummary(held));
      invocation.output.document(held);
    });
}
