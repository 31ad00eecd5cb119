import type { ConnectionPassed } from '../../engine/index.ts';
import { facts } from '../../words/table.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function testConnectionCommand(): PgstowCommand {
  return new PgstowCommand('test-connection')
    .summary("connect to a plan's database, and say what is there")
    .description("Connects to a plan's database as a backup would, and says what is there or what stood in the way.")
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .examples('pgstow test-connection orders-nightly', 'pgstow test-connection orders-nightly --json')
    .does(async (invocation, idOrName: string) => {
      const { output } = invocation;
      const repository = await invocation.repository();
      const { id: plan } = await repository.plans.resolve(idOrName);
      const { testConnection } = await invocation.engine();
      const connection = await invocation.run(`connecting for ${plan}`, ({ signal }) =>
        testConnection(repository, plan, { signal }),
      );
      output.document({ plan, connection });
      if (connection.passed) {
        output.print(textOf(connection));
        return 0;
      }
      output.failure({ code: 'connection', message: connection.reason, hint: connection.remedy });
      return 1;
    });
}

function textOf({ address, serverVersion, standby, role, superuser, tls, milliseconds }: ConnectionPassed): string {
  return facts({
    connected: address,
    server: `PostgreSQL ${serverVersion}, ${standby ? 'a standby' : 'a primary'}`,
    role: superuser ? `${role}, a superuser` : role,
    encryption: tls ? `${tls.version}, ${tls.cipher}` : 'none',
    answered: `after ${milliseconds} ms`,
  });
}
