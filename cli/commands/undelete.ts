import type { UndeletedObject } from '../../engine/index.ts';
import { counted, instant } from '../../words/human.ts';
import type { Column } from '../../words/table.ts';
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
    .does(async (invocation, { dryRun }: { dryRun?: true }) => {
      const { undelete } = await invocation.engine();
      const result = await invocation.run('undelete', ({ signal }) =>
        undelete(invocation.address(), { dryRun, signal }),
      );
      const { output } = invocation;
      const { objects } = result;
      if (objects.length > 0) output.printTable(objects, columnsOf(dryRun === true));
      const failed = objects.filter(({ error }) => error !== undefined);
      const done = counted(objects.length - failed.length, 'object');
      output.say(`${done} ${dryRun ? 'would be brought back' : 'brought back'}`);
      output.document({ dryRun: dryRun === true, ...result });
      return failed.length > 0 ? 1 : 0;
    });
}

function columnsOf(dryRun: boolean): readonly Column<UndeletedObject>[] {
  return [
    { title: 'OBJECT', value: ({ key }) => key },
    { title: 'WAS', value: ({ how }) => how },
    { title: 'LOCKED UNTIL', value: ({ lockedUntil }) => (lockedUntil ? instant(lockedUntil) : 'legal hold') },
    { title: '', value: ({ error }) => error ?? (dryRun ? 'would be brought back' : 'brought back'), shrinks: true },
  ];
}
