import type { StartKind } from '../../engine/index.ts';
import { kindsOf, startKindOption } from '../options/startKind.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function matrixCommand(): PgstowCommand {
  return new PgstowCommand('matrix')
    .summary('print the plans that are due as a matrix of GitHub jobs')
    .description(
      'Prints the plans that are due as one line of JSON for strategy.matrix of a GitHub workflow: {"include":[{"plan":"orders"}]}, each ' +
        'entry for a job that calls run-due with its plan, and the same --kind. Those come first that have waited longest; where more than 256 are due, ' +
        'which is how many jobs GitHub takes, a job gets several, separated by blanks. A plan whose record is damaged has a job, too, which tells of it. Where none is due, include is empty, which GitHub ' +
        'takes for an error: skip the job then, by if: fromJSON(needs.due.outputs.matrix).include[0]. Changes nothing, and needs no key.',
    )
    .argument('[plan...]', "plans' ids, or their names; default: all")
    .addOption(startKindOption())
    .examples('pgstow matrix', 'pgstow matrix --kind drill', 'echo "matrix=$(pgstow matrix)" >> "$GITHUB_OUTPUT"')
    .does(async (invocation, plans: string[], { kind }: { kind?: StartKind }) => {
      const repository = await invocation.repository({ withoutKms: true });
      const { dueNow, matrixOf } = await invocation.engine();
      const damaged: string[] = [];
      const onDamaged = (_: unknown, plan: string) => damaged.push(plan);
      const matrix = matrixOf(await dueNow(repository, { plans, kinds: kindsOf(kind), onDamaged }), damaged);
      invocation.output.print(JSON.stringify(matrix));
      invocation.output.document(matrix);
    });
}
