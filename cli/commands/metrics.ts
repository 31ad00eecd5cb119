import { PgstowCommand } from '../pgstowCommand.ts';

export function metricsCommand(): PgstowCommand {
  return new PgstowCommand('metrics')
    .summary('print the figures of all plans for Prometheus')
    .description(
      "Prints of every plan, in Prometheus' text format, how old its newest set is and may be, what is in it, how many there are, " +
        "and when it starts next: for node_exporter's textfile collector, where no pgstow scheduler serves the same. Reads the repository " +
        'alone; without its key what is in an encrypted set is left out.',
    )
    .examples('pgstow metrics > pgstow.prom.new && mv pgstow.prom.new pgstow.prom', 'pgstow metrics --json')
    .does(async (invocation) => {
      const repository = await invocation.repository();
      const { planFigures } = await invocation.engine();
      const plans = await invocation.run('metrics', ({ signal }) => planFigures(repository, { signal }));
      const { planMetrics } = await import('../metrics/exposition.ts');
      invocation.output.print((await planMetrics(plans).metrics()).trimEnd());
      invocation.output.document({ plans });
      return 0;
    });
}
