import type { PgstowError } from '../../engine/index.ts';
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
      const damaged: { plan: string; message: string }[] = [];
      const onDamaged = ({ message }: PgstowError, plan: string) => damaged.push({ plan, message });
      const plans = await invocation.run('metrics', ({ signal }) => planFigures(repository, { signal, onDamaged }));
      const { planMetrics } = await import('../metrics/exposition.ts');
      const of = damaged.map(({ plan }) => plan);
      invocation.output.print((await planMetrics(plans, of).metrics()).trimEnd());
      for (const { plan, message } of damaged)
        invocation.output.warn(`there are no figures of plan ${plan}: ${message}`);
      invocation.output.document({ plans, ...(damaged.length > 0 && { damaged }) });
      return 0; // with another status whoever writes a file of it would leave out the other plans as well
    });
}
