import type { PlanDocument, PrecheckReport, Repository } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import { readPlanFiles } from '../../values/planFiles.ts';
import { calledPlan, precheckFailure } from '../../words/precheckText.ts';
import { printable } from '../../words/printable.ts';
import type { Invocation } from '../invocation.ts';
import { showChecks } from '../output/showChecks.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function precheckCommand(): PgstowCommand {
  return new PgstowCommand('precheck')
    .summary('check everything that a backup needs')
    .description(
      'Checks everything that a backup of the plan needs, before anything moves: named checks, each with what to do where ' +
        'something is wrong. With --quiet those that pass are not shown. With --file, plans are checked as they would be applied, ' +
        'and nothing is applied: for a change that is to be looked at before it is made. The status is 3 where any plan did not pass.',
    )
    .argument('[plan...]', "plans' ids, or their names")
    .option('-f, --file <file...>', 'check the plans of YAML or JSON files instead; - is standard input')
    .examples(
      'pgstow precheck orders-nightly',
      'pgstow precheck orders-nightly --json',
      'pgstow precheck -f plans.yaml',
    )
    .does(async (invocation, asked: string[], { file = [] }: { file?: string[] }) => {
      const { repository, keyFailure } = await invocation.repositoryToCheck();
      const plans = await plansOf(invocation, repository, asked, file);
      const prechecks: PrecheckReport[] = [];
      for (const plan of plans) {
        if (plans.length > 1)
          invocation.output.print(`${prechecks.length > 0 ? '\n' : ''}${printable(calledPlan(plan))}`);
        prechecks.push(await precheckOne(invocation, repository, plan, keyFailure));
      }
      const passed = prechecks.every((report) => report.passed);
      invocation.output.document({ passed, prechecks });
      return passed ? 0 : 3;
    });
}

/** Those that there are, by their ids, or documents; all are known to be fit before the first is checked. */
async function plansOf(
  invocation: Invocation,
  { plans }: Repository,
  asked: readonly string[],
  files: readonly string[],
): Promise<(string | PlanDocument)[]> {
  if (asked.length > 0 && files.length > 0)
    throw new InputError('plans are given, and files as well', 'name plans that are applied, or files with --file');
  if (files.length === 0 && asked.length === 0)
    throw new InputError('no plan is given', 'name plans that are applied, or files with --file');
  if (files.length === 0) return Promise.all(asked.map(async (plan) => (await plans.resolve(plan)).id));
  const documents = await readPlanFiles(await invocation.engine(), files);
  for (const document of documents) plans.check(document);
  return documents;
}

async function precheckOne(
  invocation: Invocation,
  repository: Repository,
  plan: string | PlanDocument,
  keyFailure: unknown,
): Promise<PrecheckReport> {
  const { output } = invocation;
  const { precheck } = await invocation.engine();
  const report = await invocation.run(`precheck ${calledPlan(plan)}`, ({ signal }) =>
    precheck(repository, plan, {
      signal,
      keyFailure,
      onChecks: (checks) => showChecks(output, checks),
    }),
  );
  if (!report.passed) output.failure(precheckFailure(report));
  return report;
}
