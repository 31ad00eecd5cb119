import type { AppliedPlan, PlanDocument, Repository } from '../../../engine/index.ts';
import { describeFailure, type Failure } from '../../../words/failure.ts';
import { exitStatusOf } from '../../exitStatus.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';
import { readPlanFiles } from './readPlanFiles.ts';

export function applyCommand(): PgstowCommand {
  return new PgstowCommand('apply')
    .summary('create plans, or change them to what a file says')
    .description(
      'Makes plans be what the files say: creates them, or adds a revision where something differs. All files are checked ' +
        'before anything is changed, and every mistake is reported. A password given as { value: ... } is sealed, and needs no ' +
        'key for that: only who has the key of the repository can run the plan.',
    )
    .requiredOption('-f, --file <file...>', 'YAML or JSON with one plan or many; - is standard input')
    .examples(
      'pgstow plan apply -f plans.yaml',
      'pgstow plan apply -f plans/*.yaml',
      'pgstow plan show orders-nightly | sed s/db-1/db-2/ | pgstow plan apply -f -',
    )
    .does(async (invocation, { file }: { file: string[] }) => {
      const { output } = invocation;
      const repository = await invocation.repository({ withoutKms: true });
      const documents = await readPlanFiles(await invocation.engine(), file);
      for (const document of documents) repository.plans.check(document);
      const { applied, failure } = await applyAll(repository, documents);
      for (const { outcome, plan } of applied) output.say(`${outcome}  ${plan.id}  revision ${plan.revision}`);
      const plans = applied.map(({ outcome, plan: { id, name, revision } }) => ({ id, name, revision, outcome }));
      output.document({ plans, ...(failure && { error: failure }) });
      if (!failure) return 0;
      output.failure(failure);
      return exitStatusOf(failure.code);
    });
}

/** One plan after the other, up to the first that fails: those before it are applied, and said to be. */
async function applyAll(
  repository: Repository,
  documents: readonly PlanDocument[],
): Promise<{ applied: AppliedPlan[]; failure?: Failure }> {
  const applied: AppliedPlan[] = [];
  try {
    for (const document of documents) applied.push(await repository.plans.apply(document));
    return { applied };
  } catch (thrown) {
    return { applied, failure: await describeFailure(thrown) };
  }
}
