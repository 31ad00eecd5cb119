import { Option } from 'commander';
import type { Preview, RestoreInput, RestoreRequest, RestoreResult, SetManifest } from '../../engine/index.ts';
import { InputError } from '../../values/inputError.ts';
import { parseInstant } from '../../values/instant.ts';
import { type NameMap, nameMapping } from '../../values/nameMapping.ts';
import { wholeNumber } from '../../values/wholeNumber.ts';
import { describeFailure } from '../../words/failure.ts';
import { instant } from '../../words/human.ts';
import { previewText } from '../../words/previewText.ts';
import { previewFailure, restoreSummary } from '../../words/restoreText.ts';
import { type ExitStatus, exitStatusOf } from '../exitStatus.ts';
import type { Invocation } from '../invocation.ts';
import type { BastionOptions } from '../options/bastion.ts';
import { optionOf } from '../options/oneOf.ts';
import { repeated } from '../options/repeated.ts';
import { type ShardOptions, shardOptions, shardRequest } from '../options/shard.ts';
import { targetUrl } from '../options/target.ts';
import { type ThawFlags, thawOptions, thawTerms } from '../options/thaw.ts';
import type { Output } from '../output/output.ts';
import { PgstowCommand } from '../pgstowCommand.ts';
import { addressed } from './restore/addressed.ts';
import { precheckAsAsked } from './restore/precheck.ts';
import { restoreAsShard } from './restore/shard.ts';

export function restoreCommand(): PgstowCommand {
  return new PgstowCommand('restore')
    .summary('restore a set, or some of its tables, into a database')
    .description(
      'Restores a set into a database: first shows what will be done, then does exactly that, then reads the loaded rows back ' +
        'and compares them with the set. What is archived of it is thawed first: it says how long that takes, and ends, to be gone on with by --resume, or waits with --wait-for-thaw. With --shard several machines share the work, each of which ends with 0 when all is restored, whichever of them died. A password never belongs in the arguments: set PGPASSWORD, or PGSTOW_TARGET.',
    )
    .argument(
      '[plan|set]',
      "a plan's id, or its name where only one plan has it, a deleted plan's id too: its newest set; or a set's id; not needed with --resume",
    )
    .addOption(new Option('--set <id>', 'the set to restore; default: the newest').conflicts('to'))
    .option('--to <time>', 'restore the newest set at or before this instant, such as 2026-11-22T21:30:00Z')
    .addOption(
      new Option(
        '--target <url>',
        'postgresql://user@host:port/database, without a password; what it does not say is taken as libpq does: ?service=NAME, PGHOST …',
      ).env('PGSTOW_TARGET'),
    )
    .option(
      '--bastion <user@host:port>',
      "reach the target by SSH through this host; plan takes the plan's own; host and port of the target are then as they are called there",
    )
    .option(
      '--bastion-host-key <key>',
      'its host key or the fingerprint of it; default: what the files of known hosts say',
    )
    .option('--bastion-key-file <path>', 'the private key that lets us in there; default: those of the SSH agent')
    .option('--table <schema.table>', 'only this table, or those that match; again for more', repeated)
    .option('--schema <schema>', 'only this schema, or those that match; again for more', repeated)
    .addOption(
      optionOf('--conflict <action>', 'what to do with tables and views that are there already', conflicts).default(
        'rename',
      ),
    )
    .option(
      '--rename-format <format>',
      'the name of what is restored beside something: {name}, {task} and {timestamp}; default: {name}_dbs_{task}_{timestamp}',
    )
    .option('--keep-foreign-keys', 'let renamed tables keep foreign keys to tables that are not restored along')
    .option('--into-schema <schema>', 'restore into this schema, created where it is not there')
    .option(
      '--map-schema <old=new>',
      "put a schema in the place of one of the set's; again for more",
      nameMapping('--map-schema', 'app=app_before'),
    )
    .option('--no-owner', 'leave every object to the role that restores')
    .option('--no-acl', 'leave out all privileges')
    .option(
      '--map-role <old=new>',
      "put a role in the place of one of the set's; again for more",
      nameMapping('--map-role', 'app_owner=staging_owner'),
    )
    .option('--create-database', "create the database first, with the source's encoding and locale")
    .option('--jobs <count>', 'connections that load and build at once', wholeNumber('--jobs', 1, 64), 4)
    .option('--no-proof', 'do not read the loaded rows back')
    .option('--skip-damaged', 'leave out rows that are stored damaged, restore all else, and say what is missing')
    .addOptions(thawOptions())
    .option('--dry-run', 'stop after showing what would be done')
    .addOption(
      new Option(
        '--precheck',
        'only check everything that this restore needs, as pgstow precheck does for a backup; the status is 3 where it would fail',
      ).conflicts('dryRun'),
    )
    .option(
      '--resume <task>',
      'go on with an unfinished restore: the id of its run, or its name; what it was asked to do is taken from it',
    )
    .addOptions(shardOptions({ conflicts: ['dryRun', 'precheck', 'resume'] }))
    .option('--name <task>', 'a name for this restore, by which it is listed, followed and resumed; its id is one, too')
    .examples(
      'pgstow restore orders-nightly --target postgresql://app@localhost/orders_copy --create-database',
      'pgstow restore orders-nightly --target postgresql://app@db/orders --table public.customers',
      'pgstow restore orders-nightly --target postgresql://app@db/orders --table public.customers --conflict replace --dry-run',
      'pgstow restore orders-nightly --target postgresql://app@db/orders --schema public --into-schema public_before',
      'pgstow restore orders-nightly --to "2026-11-22 21:30 +01:00" --target postgresql://app@db/orders_before --no-owner --no-acl',
      'pgstow restore orders-nightly --target postgresql://app@db/orders --precheck',
      'pgstow restore orders-nightly --target postgresql://app@db/orders_copy --shard 3/8 --shard-group move-of-2026-11-25',
      'PGSTOW_TARGET=postgresql://app:secret@db/orders pgstow restore orders-nightly --map-role app=app_test',
      'pgstow restore --resume 20261122T213000Z-k3v9qa --target postgresql://app@db/orders',
      'pgstow restore 20260301T213000Z-k3v9qa --target postgresql://app@localhost/orders_march --create-database --wait-for-thaw',
      'pgstow restore orders-nightly --target "postgresql://?service=orders" --bastion tunnel@bastion.example.com --bastion-key-file ~/.ssh/tunnel',
    )
    .does((invocation, plan: string | undefined, options: RestoreOptions) => restoreAsAsked(invocation, plan, options));
}

/** As the engine has them; named here so that help does without it. */
const conflicts: readonly RestoreRequest['conflict'][] = ['rename', 'fail', 'skip', 'replace', 'append'];

interface RestoreOptions extends BastionOptions, ShardOptions, ThawFlags {
  readonly set?: string;
  readonly to?: string;
  readonly target?: string;
  readonly table?: readonly string[];
  readonly schema?: readonly string[];
  readonly conflict: RestoreRequest['conflict'];
  readonly renameFormat?: string;
  readonly keepForeignKeys?: true;
  readonly intoSchema?: string;
  readonly mapSchema?: NameMap;
  readonly owner: boolean;
  readonly acl: boolean;
  readonly mapRole?: NameMap;
  readonly createDatabase?: true;
  readonly jobs: number;
  readonly proof: boolean;
  readonly skipDamaged?: true;
  readonly dryRun?: true;
  readonly precheck?: true;
  readonly resume?: string;
  readonly name?: string;
}

async function restoreAsAsked(
  invocation: Invocation,
  named: string | undefined,
  options: RestoreOptions,
): Promise<ExitStatus> {
  if (named === undefined && options.resume === undefined) {
    throw new InputError("missing required argument 'plan|set'", 'see pgstow restore --help');
  }
  const direct = await readRequest(invocation, options);
  if (options.precheck) return precheckAsAsked(invocation, named, options, direct);
  const repository = await invocation.repository();
  const engine = await invocation.engine();
  const input = await addressed(direct, named, options, { engine, repository });
  const { plan } = input;
  const sharing = shardRequest(options);
  if (sharing) return restoreAsShard(invocation, input, engine.resolveShard(sharing, process.env));
  const { restore, completeRestoreRequest } = engine;
  const request = await completeRestoreRequest(repository, input);
  const { output } = invocation;
  let previewed: Pick<RestoreResult, 'preview' | 'set'> | undefined;
  let inPart: RestoreResult | undefined;
  const onPreview = (preview: Preview, set: SetManifest, run?: string) => {
    previewed = { preview, set };
    const text = previewText(preview, set, request);
    if (request.dryRun) output.print(text);
    else output.say(text);
    if (run && preview.problems.length === 0)
      output.say(`run ${run}: pgstow run show ${run} --follow shows it elsewhere\n`);
  };
  const onLoss = (result: RestoreResult) => {
    inPart = result;
  };
  const startedAt = Date.now();
  try {
    const result = await invocation.run(`restore ${plan}`, (operation) =>
      restore(repository, request, { ...operation, onPreview, onLoss }),
    );
    return conclude(output, request, result, Date.now() - startedAt);
  } catch (thrown) {
    const failure = (previewed && previewFailure(previewed.preview)) ?? (await describeFailure(thrown));
    if (inPart) output.say(restoreSummary(request, inPart, Date.now() - startedAt));
    output.failure(failure);
    const known = inPart ?? (previewed && { ...previewed, proved: 0, provedRows: 0, lost: [] });
    output.document({ ...(known && toDocument(request, known)), error: failure });
    return exitStatusOf(failure.code);
  }
}

/** Says how a restore, or a dry run of one, came out. */
function conclude(output: Output, request: RestoreRequest, result: RestoreResult, took: number): ExitStatus {
  const refusal = previewFailure(result.preview);
  output.document({ ...toDocument(request, result), ...(refusal && { error: refusal }) });
  if (refusal) {
    output.failure(refusal);
    return exitStatusOf(refusal.code);
  }
  output.say(restoreSummary(request, result, took));
  return 0;
}

function toDocument(request: RestoreRequest, { set, ...result }: RestoreResult): object {
  return { set: set.set, plan: set.plan, snapshotAt: set.snapshotAt, dryRun: request.dryRun, ...result };
}

/** What is typed: of a restore that is resumed all else is known. */
async function readRequest(invocation: Invocation, options: RestoreOptions): Promise<Omit<RestoreInput, 'plan'>> {
  const url = targetUrl(options.target, invocation.isTyped('target'));
  const to = options.to === undefined ? undefined : parseInstant('--to', options.to);
  if (to?.local) invocation.output.say(`--to is read in local time: ${instant(to.date)}`);
  const { parseTargetUrl } = await invocation.engine();
  const typed = <T>(option: string, value: T) => (invocation.isTyped(option) ? value : undefined);
  return {
    ...defined({
      set: options.set,
      to: to?.date,
      schemas: options.schema,
      tables: options.table,
      conflict: typed('conflict', options.conflict),
      renameFormat: options.renameFormat,
      keepForeignKeys: options.keepForeignKeys,
      intoSchema: options.intoSchema,
      mapSchemas: options.mapSchema,
      owner: typed('owner', options.owner),
      acl: typed('acl', options.acl),
      mapRoles: options.mapRole,
      createDatabase: options.createDatabase,
      jobs: options.jobs,
      proof: options.proof,
      skipDamaged: options.skipDamaged,
      dryRun: options.dryRun,
      resume: options.resume,
      name: options.name,
      thaw: thawTerms(options),
    }),
    target: await parseTargetUrl(url),
  };
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
