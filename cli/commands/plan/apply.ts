import { readPlanFiles } from '../../../values/planFiles.ts';
import { describeFailure } from '../../../words/failure.ts';
import { exitStatusOf } from '../../exitStatus.ts';
import { PgstowCommand } from '../../pgstowCommand.ts';

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
      const engine = await invocation.engine();
      const { applied, error } = await engine.applyPlans(repository.plans, await readPlanFiles(engine, file));
      const failure = error === undefined ? undefined : await describeFailure(error);
      for (const { outcome, plan } of applied) output.say(`${outcome}  ${plan.id}  revision ${plan.revision}`);
      const plans = applied.map(({ outcome, plan: { id, name, revision } }) => ({ id, name, revision, outcome }));
      output.document({ plans, ...(failure && { error: failure }) });
      if (!failure) return 0;
      output.failure(failure);
      return exitStatusOf(failure.code);
    });
}
