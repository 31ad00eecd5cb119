import { PgstowCommand } from '../pgstowCommand.ts';

export function pinCommand(): PgstowCommand {
  return new PgstowCommand('pin')
    .summary('keep a set whatever the retention says')
    .description('Keeps a set from being removed, by its retention or by its name, until it is unpinned.')
    .argument('<set>', "a set's id, as pgstow sets lists it")
    .requiredOption('--reason <words>', 'why it has to stay, for whoever wonders later')
    .examples('pgstow pin 20261122T213000Z-k3v9qa --reason "audit of 2026"')
    .does(async (invocation, set: string, { reason }: { reason: string }) => {
      const repository = await invocation.repository();
      const { pin } = await invocation.engine();
      const made = await pin(repository, set, reason);
      invocation.output.say(`set ${set} of ${made.plan} stays until it is unpinned: pgstow unpin ${set}`);
      invocation.output.document({ pin: made });
    });
}
