import { releaseSummary } from '../../words/holdText.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function releaseCommand(): PgstowCommand {
  return new PgstowCommand('release')
    .summary('end the legal hold of a set')
    .description(
      'Takes all legal holds of a set away. What another set under legal hold needs as well stays held. It is removed when ' +
        'its lock has ended and the retention of its plan no longer keeps it, and not before.',
    )
    .argument('<set>', "a set's id, as pgstow sets lists it")
    .examples('pgstow release 20261122T213000Z-k3v9qa')
    .does(async (invocation, set: string) => {
      const repository = await invocation.repository();
      const { release } = await invocation.engine();
      const released = await release(repository, set);
      invocation.output.say(releaseSummary(set, released));
      invocation.output.document(released);
    });
}
