import { thawSummary } from '../../words/archiveText.ts';
import { type ThawFlags, thawOptions, thawTerms } from '../options/thaw.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function thawCommand(): PgstowCommand {
  return new PgstowCommand('thaw')
    .summary('make an archived set readable for some days')
    .description(
      'Asks the bucket to make all that a set needs and that is archived readable for some days: for restores, exports, drills, copies, cat, query ' +
        'and verify. Says how long that takes, where the service says so. Run again it asks for nothing that is on its way, says how far it is, and has what is readable stay so for --thaw-days from then.',
    )
    .argument('<set>', "a set's id, as pgstow sets lists it")
    .addOptions(thawOptions())
    .examples(
      'pgstow thaw 20261122T213000Z-k3v9qa',
      'pgstow thaw 20261122T213000Z-k3v9qa --thaw-tier Bulk --wait-for-thaw',
    )
    .does(async (invocation, set: string, flags: ThawFlags) => {
      const repository = await invocation.repository();
      const { thaw } = await invocation.engine();
      const result = await invocation.run(`thaw ${set}`, (operation) =>
        thaw(repository, { set, ...thawTerms(flags) }, operation),
      );
      invocation.output.say(thawSummary(result));
      invocation.output.document(result);
      return 0;
    });
}
