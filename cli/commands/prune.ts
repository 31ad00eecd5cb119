import type { PruneResult } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import { pruneColumns, pruneSummary, unreadableWarnings } from '../../words/pruneText.ts';
import { repeated } from '../options/repeated.ts';
import type { Output } from '../output/output.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

interface PruneFlags {
  readonly dryRun?: true;
  readonly remove?: readonly string[];
}

export function pruneCommand(): PgstowCommand {
  return new PgstowCommand('prune')
    .summary('remove sets that are no longer kept, and what no set needs')
    .description(
      'Removes the sets of a plan, or of all, that retention no longer keeps, and whatever is stored and no set needs. Says of ' +
        'each set why it stays or goes. The newest set of a plan stays, pinned ones do, and all of plans that are paused or ' +
        'deleted. It is safe beside running backups: what one of them might need is deleted by the next prune.',
    )
    .argument('[plan]', "a plan's id, or its name where only one has it; default: every plan")
    .option('--dry-run', 'only say what would be done')
    .option(
      '--remove <set>',
      'remove this set whatever retention says, even if it is damaged; only such sets go then (repeatable)',
      repeated,
    )
    .examples('pgstow prune --dry-run', 'pgstow prune orders-nightly', 'pgstow prune --remove 20261122T213000Z-k3v9qa')
    .does(async (invocation, plan: string | undefined, { dryRun, remove }: PruneFlags) => {
      if (plan !== undefined && remove) {
        throw new InputError('a plan and --remove are given', 'give one of them: --remove names sets of any plan');
      }
      const repository = await invocation.repository();
      const { prune } = await invocation.engine();
      const request = { plan, remove, dryRun };
      const result = await invocation.run(`prune ${plan ?? ''}`.trim(), (operation) =>
        prune(repository, request, operation),
      );
      show(result, dryRun === true, invocation.output);
      const { run, ...rest } = result;
      invocation.output.document({ ...(run && { run }), dryRun: dryRun === true, ...rest });
    });
}

function show(result: PruneResult, dryRun: boolean, output: Output): void {
  if (result.sets.length > 0) output.printTable(result.sets, pruneColumns(dryRun));
  output.say(pruneSummary(result, dryRun));
  for (const warning of unreadableWarnings(result, dryRun)) output.warn(warning);
}
