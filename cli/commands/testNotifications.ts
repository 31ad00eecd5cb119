import { PgstowCommand } from '../pgstowCommand.ts';

export function testNotificationsCommand(): PgstowCommand {
  return new PgstowCommand('test-notifications')
    .summary('send a test message to all whom a plan notifies')
    .description(
      'Sends a test message to every webhook of a plan, and says which of them took it. The ping is not sent: it would say ' +
        'that there is a new set.',
    )
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .examples('pgstow test-notifications orders-nightly', 'pgstow test-notifications orders-nightly --json')
    .does(async (invocation, idOrName: string) => {
      const { output } = invocation;
      const repository = await invocation.repository({ withoutKms: true });
      const { id: plan } = await repository.plans.resolve(idOrName);
      const { testNotifications } = await invocation.engine();
      const notifications = await invocation.run(`telling those of ${plan}`, ({ signal }) =>
        testNotifications(repository, plan, { signal }),
      );
      output.document({ plan, notifications });
      for (const { field, reason, remedy } of notifications) {
        if (reason === undefined) output.print(`${field}: the message has arrived`);
        else output.failure({ code: 'connection', message: reason, hint: remedy });
      }
      return notifications.every(({ arrived }) => arrived) ? 0 : 1;
    });
}
