import { counted, instant } from '../../words/human.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function rangeCommand(): PgstowCommand {
  return new PgstowCommand('range')
    .summary('show the time range that can be restored')
    .description(
      'Shows from when to when the sets of a plan reach. restore --to brings back the newest set at or before an instant.',
    )
    .argument('<plan>', "a plan's id, or its name where only one plan has it; a deleted plan's id too")
    .examples('pgstow range orders-nightly', 'pgstow range orders-nightly --json')
    .does(async (invocation, idOrName: string) => {
      const { plans, sets } = await invocation.repository();
      const { id } = await plans.resolve(idOrName, { deleted: true });
      const range = await sets.range(id);
      invocation.output.print(
        range
          ? `${id}: ${counted(range.sets, 'set')}, from ${instant(range.earliest)} to ${instant(range.latest)}`
          : `${id}: no set yet; make one: pgstow backup ${id}`,
      );
      invocation.output.document({ plan: id, range: range ?? null });
    });
}
