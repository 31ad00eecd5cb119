import type { ExportFormat, ExportResult } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import { counted, duration, size } from '../../words/human.ts';
import { printable } from '../../words/printable.ts';
import { optionOf } from '../options/oneOf.ts';
import { repeated } from '../options/repeated.ts';
import { atOption, setArgument, setChoice } from '../options/setChoice.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function exportCommand(): PgstowCommand {
  return new PgstowCommand('export')
    .summary("write a set out for PostgreSQL's own programs")
    .description(
      'Writes a set, or some of its tables, into a folder: an archive that pg_restore 12 or newer reads with parallel jobs, or SQL ' +
        'for psql. Needs no server and no PostgreSQL. What is written is proved to be what was backed up. Roles and tablespaces are in ' +
        'globals.sql beside it; passwords of roles are not part of a set.',
    )
    .argument(...setArgument)
    .addOption(optionOf('--format <format>', 'directory for pg_restore, plain for psql', formats).makeOptionMandatory())
    .option('--to <folder>', 'the folder to write into: to be made, or empty')
    .option(...atOption)
    .option('--table <schema.table>', 'only this table, or those that match; again for more', repeated)
    .option('--schema <schema>', 'only this schema, or those that match; again for more', repeated)
    .option('--no-owner', 'leave every object to the role that runs the export')
    .option('--no-acl', 'leave out all privileges')
    .examples(
      'pgstow export orders-nightly --format directory --to ./orders',
      'pg_restore --jobs 4 --create --dbname postgres ./orders',
      'pgstow export 20261122T213000Z-k3v9qa --format plain --to ./customers --table public.customers',
      'psql -X -v ON_ERROR_STOP=1 -d orders_copy -f ./customers/database.sql',
    )
    .does(async (invocation, planOrSet: string, options: ExportOptions) => {
      const { output } = invocation;
      const { format, to: folder, schema: schemas, table: tables, owner, acl } = options;
      if (folder === undefined) throw new InputError('no folder is given', 'name it with --to ./folder');
      const choice = setChoice(output, planOrSet, options.at);
      const repository = await invocation.repository();
      const { exportSet } = await invocation.engine();
      const startedAt = Date.now();
      const result = await invocation.run(`export ${planOrSet}`, (operation) =>
        exportSet(repository, { ...choice, format, folder, schemas, tables, owner, acl }, operation),
      );
      output.say(outcomeOf(result, options, Date.now() - startedAt));
      const { set, ...rest } = result;
      output.document({ set: set.set, plan: set.plan, snapshotAt: set.snapshotAt, format, ...rest });
      return 0;
    });
}

/** As the engine has them; named here so that help does without it. */
const formats: readonly ExportFormat[] = ['directory', 'plain'];

interface ExportOptions {
  readonly format: ExportFormat;
  readonly to?: string;
  readonly at?: string;
  readonly table?: readonly string[];
  readonly schema?: readonly string[];
  readonly owner: boolean;
  readonly acl: boolean;
}

function outcomeOf(result: ExportResult, { format, owner, acl }: ExportOptions, took: number): string {
  const { set, tables, rows, largeObjects, bytes } = result;
  const folder = printable(result.folder);
  const holds = [
    counted(tables, 'table'),
    counted(rows, 'row'),
    ...(largeObjects > 0 ? [counted(largeObjects, 'large object')] : []),
  ].join(', ');
  const needsRoles = owner || acl;
  const next =
    format === 'directory'
      ? `pg_restore --jobs 4 --create --dbname postgres ${folder}`
      : `psql -X -v ON_ERROR_STOP=1 -d DATABASE -f ${folder}/database.sql`;
  return [
    `set ${set.set} of ${set.plan}: ${holds}, equal to the set in count and hash`,
    `${size(bytes)} written to ${folder} in ${duration(took)}`,
    `bring it back with: ${needsRoles ? `psql -X -d postgres -f ${folder}/globals.sql (the roles), then ` : ''}${next}`,
  ].join('\n');
}
