import { percentage } from '../../values/percentage.ts';
import { damageFailure, findingTexts, verifySummary } from '../../words/verifyText.ts';
import { isSetId } from '../options/setChoice.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function verifyCommand(): PgstowCommand {
  return new PgstowCommand('verify')
    .summary('read back what is stored, and prove it')
    .description(
      'Reads what is stored of one set, of all sets of a plan, or of everything, and compares it with the hashes and row ' +
        'counts that were taken while the rows were read. Names what is damaged, and which tables that concerns.',
    )
    .argument('[plan|set]', "a plan's id or name, or a set's id; default: everything")
    .option('--sample <percent>', 'read only so many percent of the blobs, chosen at random', percentage('--sample'))
    .examples(
      'pgstow verify',
      'pgstow verify orders-nightly --sample 5',
      'pgstow verify 20261122T213000Z-k3v9qa --json',
    )
    .does(async (invocation, planOrSet: string | undefined, { sample }: { sample?: number }) => {
      const repository = await invocation.repository();
      const { verify } = await invocation.engine();
      const request = { ...chosenBy(planOrSet), sample };
      const result = await invocation.run(`verify ${planOrSet ?? 'everything'}`, (operation) =>
        verify(repository, request, operation),
      );
      const { output } = invocation;
      output.document(result);
      if (result.intact) {
        output.say(verifySummary(result));
        return 0;
      }
      for (const finding of findingTexts(result)) output.print(finding);
      output.failure(damageFailure(result));
      return 4;
    });
}

function chosenBy(planOrSet: string | undefined): { plan?: string; set?: string } {
  if (planOrSet === undefined) return {};
  return isSetId(planOrSet) ? { set: planOrSet } : { plan: planOrSet };
}
