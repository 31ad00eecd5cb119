import { PgstowCommand } from '../pgstowCommand.ts';

export function testConnectionCommand(): PgstowCommand {
  return new PgstowCommand('test-connection')
    .summary("connect to a plan's database, and say what was found")
    .description("Connects to a plan's database as a backup would, and says what was found or what stood in the way.")
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .examples('pgstow test-connection orders-nightly')
    .does(async (invocation, plan: string) => {
      const repository = await invocation.repository();
      const { testConnection } = await invocation.engine();
      const report = await invocation.run(`test-connection ${plan}`, ({ signal }) =>
        testConnection(repository, plan, { signal }),
      );
      invocation.output.print(JSON.stringify(report));
      invocation.output.document({ plan, connection: report });
    });
}
