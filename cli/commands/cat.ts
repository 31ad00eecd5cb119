import type { TableRows, TextValue } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import { wholeNumber } from '../../values/wholeNumber.ts';
import { csvLine, jsonLine } from '../../words/rowText.ts';
import { optionOf } from '../options/oneOf.ts';
import { atOption, setArgument, setChoice } from '../options/setChoice.ts';
import type { Output } from '../output/output.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function catCommand(): PgstowCommand {
  return new PgstowCommand('cat')
    .summary("print a table's rows out of a set")
    .description(
      "Prints a table's rows as a set holds them, without any server. Only what holds them is read. As COPY text they come in the " +
        "database's own encoding, else in UTF-8; the values are PostgreSQL's texts, in JSON too.",
    )
    .argument(...setArgument)
    .option('--table <schema.table>', 'the table')
    .option(
      '--limit <rows>',
      'the first so many rows; default: all',
      wholeNumber('--limit', 0, Number.MAX_SAFE_INTEGER),
    )
    .addOption(
      optionOf('--format <format>', 'copy, csv with a line of titles, or json: an object a line', formats).default(
        'copy',
      ),
    )
    .option(...atOption)
    .examples(
      'pgstow cat orders-nightly --table public.customers --limit 10',
      "pgstow cat orders-nightly --table public.customers | psql -d orders -c '\\copy customers from stdin'",
      'pgstow cat 20261122T213000Z-k3v9qa --table public.customers --format csv > customers.csv',
    )
    .does(async (invocation, planOrSet: string, { table, limit, format, at }: CatOptions) => {
      if (table === undefined) throw new InputError('no table is given', 'name it with --table schema.table');
      const { output } = invocation;
      refuseBoundless(output, limit);
      const choice = setChoice(output, planOrSet, at);
      const repository = await invocation.repository();
      const { withTableRows } = await invocation.engine();
      const print = output.json ? printDocument : printers[format];
      await invocation.stream((operation) =>
        withTableRows(repository, { ...choice, table, limit }, (rows) => print(rows, output), operation),
      );
      return 0;
    });
}

const formats = ['copy', 'csv', 'json'] as const;

interface CatOptions {
  readonly table?: string;
  readonly limit?: number;
  readonly format: (typeof formats)[number];
  readonly at?: string;
}

/** So many rows are held at once for the one document of `--json`. */
const mostInDocument = 100_000;

function refuseBoundless({ json }: Output, limit = Number.POSITIVE_INFINITY): void {
  if (!json || limit <= mostInDocument) return;
  throw new InputError(
    '--json puts all rows into one document',
    `give --limit of at most ${mostInDocument}, or use --format json: an object a line`,
  );
}

type Printer = (rows: TableRows, output: Output) => Promise<void>;

/** Each stops when nobody reads on. */
const printers: Readonly<Record<CatOptions['format'], Printer>> = {
  copy: async (rows, output) => {
    for await (const chunk of rows.copyText()) if (!(await output.stream(chunk))) return;
  },
  csv: async (rows, output) => {
    if (!(await output.stream(csvLine(rows.table.columns)))) return;
    for await (const values of rows.values()) if (!(await output.stream(csvLine(values)))) return;
  },
  json: async (rows, output) => {
    for await (const values of rows.values()) {
      if (!(await output.stream(jsonLine(rows.table.columns, values)))) return;
    }
  },
};

async function printDocument(rows: TableRows, output: Output): Promise<void> {
  const { set, table } = rows;
  const { schema, name, columns } = table;
  const values: (readonly TextValue[])[] = [];
  for await (const each of rows.values()) values.push(each);
  output.document({
    set: set.set,
    plan: set.plan,
    snapshotAt: set.snapshotAt,
    table: { schema, name, columns },
    rows: values,
  });
}
