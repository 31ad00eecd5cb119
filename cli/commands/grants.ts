import { optionOf } from '../options/oneOf.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function grantsCommand(): PgstowCommand {
  return new PgstowCommand('grants')
    .summary('print the SQL that grants just the rights that are needed')
    .description(
      "Prints SQL that gives a role the least rights that a backup of the plan's database, or a restore into one, needs. It " +
        'changes nothing: read it, and run it as the owner or a superuser.',
    )
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .addOption(optionOf('--for <purpose>', 'what the rights are for', ['backup', 'restore']).makeOptionMandatory())
    .examples(
      'pgstow grants orders-nightly --for backup',
      'pgstow grants orders-nightly --for restore | psql -d orders_copy',
    )
    .does(async (invocation, idOrName: string, { for: purpose }: { for: 'backup' | 'restore' }) => {
      const repository = await invocation.repository();
      const { id: plan } = await repository.plans.resolve(idOrName);
      const { grants } = await invocation.engine();
      const sql = await invocation.run(`grants ${plan}`, ({ signal }) => grants(repository, plan, purpose, { signal }));
      invocation.output.print(sql.trimEnd());
      invocation.output.document({ plan, for: purpose, sql });
    });
}
