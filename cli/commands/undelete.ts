import { undeleteColumns, undeleteFailure, undeleteSummary } from '../../words/undeleteText.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function undeleteCommand(): PgstowCommand {
  return new PgstowCommand('undelete')
    .summary('bring back what was deleted or overwritten while it was locked')
    .description(
      'In a bucket with object lock: whatever somebody has deleted or overwritten is still there as long as its lock lasts. ' +
        'Brings it back: of each object that is written once, the oldest version that is locked is what readers see again. ' +
        'Needs no key. Key slots that you have removed while they were locked come back too: remove them again. ' +
        'Change the credentials first, for whoever has them can do the same again.',
    )
    .option('--dry-run', 'only say what would be brought back')
    .examples('pgstow undelete --dry-run', 'pgstow undelete && pgstow verify')
    .does(async (invocation, { dryRun = false }: { dryRun?: boolean }) => {
      const { undelete } = await invocation.engine();
      const result = await invocation.run('undelete', ({ signal }) =>
        undelete(invocation.address(), { dryRun, signal }),
      );
      const { output } = invocation;
      const { objects } = result;
      if (objects.length > 0) output.printTable(objects, undeleteColumns(dryRun));
      output.say(undeleteSummary(objects, dryRun));
      output.document({ dryRun, ...result });
      const failure = undeleteFailure(objects);
      if (!failure) return 0;
      output.failure(failure);
      return 1;
    });
}
