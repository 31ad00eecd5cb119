import { Option } from 'commander';
import type { Preview, RestoreRequest, RestoreResult, SetManifest } from '../../engine/index.ts';
import { type ExitStatus, exitStatusOf } from '../exitStatus.ts';
import { describeFailure, type Failure } from '../failure.ts';
import { InputError } from '../inputError.ts';
import type { Engine, Invocation } from '../invocation.ts';
import { parseInstant } from '../options/instant.ts';
import { optionOf } from '../options/oneOf.ts';
import { type RoleMap, repeated, roleMapping } from '../options/repeated.ts';
import { targetUrl } from '../options/target.ts';
import { wholeNumber } from '../options/wholeNumber.ts';
import { counted, duration, instant } from '../output/human.ts';
import { previewText } from '../output/preview.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function restoreCommand(): PgstowCommand {
  return new PgstowCommand('restore')
    .summary('restore a set, or some of its tables, into a database')
    .description(
      'Restores a set into a database: first shows what will be done, then does exactly that, then reads the loaded rows back ' +
        'and compares them with the set. A password never belongs in the arguments: set PGPASSWORD, or PGSTOW_TARGET.',
    )
    .argument('<plan>', "a plan's id, or its name where only one plan has it; a deleted plan's id too")
    .addOption(new Option('--set <id>', 'the set to restore; default: the newest').conflicts('to'))
    .option('--to <time>', 'restore the newest set at or before this instant, such as 2026-11-22T21:30:00Z')
    .addOption(new Option('--target <url>', 'postgresql://user@host:port/database, without a password').env('PGSTOW_TARGET'))
    .option('--table <schema.table>', 'only this table, or those that match; again for more', repeated)
    .option('--schema <schema>', 'only this schema, or those that match; again for more', repeated)
    .addOption(
      optionOf('--conflict <action>', 'what to do with tables and views that are there already', conflicts).default('fail'),
    )
    .option('--no-owner', 'leave every object to the role that restores')
    .option('--no-acl', 'leave out all privileges')
    .option('--map-role <old=new>', "put a role in the place of one of the set's; again for more", roleMapping)
    .option('--create-database', "create the database first, with the source's encoding and locale")
    .option('--jobs <count>', 'connections that load and build at once', wholeNumber('--jobs', 1, 64), 4)
    .option('--dry-run', 'stop after showing what would be done')
    .option('--name <task>', 'a name for this restore, shown in pgstow runs')
    .examples(
      'pgstow restore orders-nightly --target postgresql://app@localhost/orders_copy --create-database',
      'pgstow restore orders-nightly --target postgresql://app@db/orders --table public.customers --conflict replace --dry-run',
      'pgstow restore orders-nightly --to "2026-11-22 21:30 +01:00" --target postgresql://app@db/orders_before --no-owner --no-acl',
      'PGSTOW_TARGET=postgresql://app:secret@db/orders pgstow restore orders-nightly --map-role app=app_test',
    )
    .does(restoreAsAsked);
}

/** As the engine has them; named here so that help does without it. */
const conflicts: readonly RestoreRequest['conflict'][] = ['fail', 'skip', 'replace', 'append'];

interface RestoreOptions {
  readonly set?: string;
  readonly to?: string;
  readonly target?: string;
  readonly table?: readonly string[];
  readonly schema?: readonly string[];
  readonly conflict: RestoreRequest['conflict'];
  readonly owner: boolean;
  readonly acl: boolean;
  readonly mapRole?: RoleMap;
  readonly createDatabase?: true;
  readonly jobs: number;
  readonly dryRun?: true;
  readonly name?: string;
}
