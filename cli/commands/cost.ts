import type { CostReport } from '../../engine/index.ts';
import { readTextFile } from '../../values/textFile.ts';
import { costRemarks, planColumns, pricesText, storedColumns, storedRows } from '../../words/costText.ts';
import { printable } from '../../words/printable.ts';
import type { Output } from '../output/output.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

interface CostFlags {
  readonly prices?: string;
}

export function costCommand(): PgstowCommand {
  return new PgstowCommand('cost')
    .summary('say what is stored, and what it costs now and in the long run')
    .description(
      'Says what is stored by storage class and what that costs in a month, of one plan or of all; what it comes to under the ' +
        "plan's retention if sets go on adding as much as the last ones did; and what a restore of the newest set reads and costs. " +
        'List prices of Amazon S3 and Alibaba OSS are known for some regions, of the date that is shown; --prices gives others. ' +
        'What has no known price is said. Reads the repository alone, and changes nothing.',
    )
    .argument('[plan]', "a plan's id, or its name where only one has it; default: every plan")
    .option('--prices <file>', 'a JSON file with prices in place of the list prices: see docs/cost.md')
    .examples('pgstow cost', 'pgstow cost orders-nightly --prices prices.json', 'pgstow cost --json')
    .does(async (invocation, plan: string | undefined, { prices: file }: CostFlags) => {
      const prices = file === undefined ? undefined : { text: await readTextFile(file), name: file };
      const repository = await invocation.repository();
      const { cost } = await invocation.engine();
      const { output } = invocation;
      const report = await invocation.run('cost', ({ signal }) => cost(repository, { plan, prices }, { signal }));
      show(report, output);
      output.document(report);
      return 0;
    });
}

function show(report: CostReport, output: Output): void {
  output.printTable(storedRows(report), storedColumns(report));
  if (report.plans.length > 0) {
    output.print('');
    output.printTable(report.plans, planColumns(report));
  }
  const prices = pricesText(report);
  if (prices !== undefined) output.print(`\n${printable(prices)}`);
  for (const remark of costRemarks(report)) output.print(printable(remark));
  for (const warning of report.warnings) output.warn(warning);
}
