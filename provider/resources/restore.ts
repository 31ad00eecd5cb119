import type { ConnectionTarget, RestoreResult } from '../engine.ts';
import { logEvent } from '../progressLog.ts';
import { detailOf, isPgstowError, refusal } from '../refusal.ts';
import type { Applied, Change, Kept, Prospect, ResourceType, Update } from '../resourceType.ts';
import { restoreAttributes } from '../restore/restoreAttributes.ts';
import { restoreProblems } from '../restore/restoreProblems.ts';
import { restoreChoice, targetOf } from '../restore/restoreRequest.ts';
import { runRestore } from '../restore/runRestore.ts';
import { nothingOf, type Schema } from '../schema/attribute.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';
import { fillUnknown } from '../values/fillUnknown.ts';
import { isEqual, isObject, isUnknown, type ObjectValue, type Value } from '../values/value.ts';
import { deadlineOf, timeoutsAttribute, withinTime } from './timeouts.ts';

const schema: Schema = {
  description:
    'A restore: creating it restores a set into a database and waits until what was loaded is proved to equal the set. It stays that set, whatever sets there are later. A restore that is another one (another set, another target, other tables) replaces it, and is carried out; so does `terraform apply -replace` or `replace_triggered_by`. One that fails removes what it has created, the database too, but for tables that have taken the places of others already, which it says; one that is interrupted or killed is gone on with by the next apply, with the set that it had begun with. A set that is stored damaged is refused: `pgstow restore --skip-damaged` restores the rest of it, which is for a person to look at. What becomes of the data afterwards is not watched. Destroying it leaves the data, but for `drop_on_destroy`.',
  attributes: {
    ...restoreAttributes,
    drop_on_destroy: {
      type: 'bool',
      given: 'optional',
      description:
        'When true, destroying or replacing the restore drops the database, if it is still the one that it has created (`create_database`). Must have been applied before. Needs `target.password` or no password at all, for a write-only one is not there when it is destroyed. Default: false.',
    },
    timeouts: timeoutsAttribute('The restore itself'),
    run: computed('string', 'Id of its run: `pgstow run show` tells more of it.'),
    snapshot_at: computed('string', 'The instant that the data is of, in RFC 3339.'),
    proved_tables: computed('number', 'So many tables were read back and found equal to the set.'),
    proved_rows: computed('number', 'Their rows.'),
    restored_as: computed(
      ['map', 'string'],
      'The tables that were restored under other names, by their names in the set: `{ "public.orders" = "public.orders_dbs_ffk3v4_20261125213000" }`.',
    ),
  },
};

function computed<Type extends 'string' | 'number' | readonly ['map', 'string']>(type: Type, description: string) {
  return { type, given: 'computed', fixed: true, description } as const;
}

/** `pgstow_restore`. */
export const restoreResource: ResourceType = {
  name: 'pgstow_restore',
  schema,
  identity: 'run',
  validate,
  review,
  create,
  read: async (kept) => kept,
  update,
  delete: destroy,
  import: importRestore,
  adopts: (kept) => kept.imported === 1,
};

async function validate(config: ObjectValue, session: Session): Promise<readonly Diagnostic[]> {
  return [...(await restoreProblems(config, session)), ...dropProblems(config)];
}

function dropProblems({ drop_on_destroy: drop = null, create_database: creates = null, target = null }: ObjectValue) {
  if (drop !== true) return [];
  const problems: Diagnostic[] = [];
  const say = (detail: string) =>
    problems.push({ severity: 'error', summary: 'Invalid restore', detail, path: ['drop_on_destroy'] });
  if (creates !== true && !isUnknown(creates)) {
    say('drop_on_destroy drops only what the restore has created.\n\nGive create_database = true with it.');
  }
  if (isObject(target) && target.password_wo !== null) {
    say(
      'drop_on_destroy needs the password when it is destroyed, and a write-only one is not there then.\n\nName where it is, such as target.password = { env = "NAME" }, or set PGPASSWORD.',
    );
  }
  return problems;
}

/** That there is what is to be restored, where it can be told already. The plan may be made in the same apply. */
async function review({ config, prior }: Prospect, session: Session): Promise<readonly Diagnostic[]> {
  const { plan = null, set = null, to = null } = config;
  if (typeof plan !== 'string' || (typeof set !== 'string' && typeof to !== 'string')) return [];
  if (prior && choosing.every((name) => config[name] === null || isEqual(config[name] ?? null, prior[name] ?? null)))
    return [];
  const repository = await session.repositoryIfThere();
  if (!repository || (repository.locked && !session.hasKey)) return [];
  const unlocked = await session.unlockedRepository();
  const { plans, sets } = unlocked;
  const found = await plans.find(plan);
  const at = typeof to === 'string' && !Number.isNaN(Date.parse(to)) ? new Date(to) : undefined;
  if (typeof set === 'string') await sets.get(set);
  else if (found && at) await sets.newestAt(found.id, at);
  const choice = found && restoreChoice(config);
  if (choice && (choice.set ?? choice.to)) await (await session.engine()).checkChoice(unlocked, choice);
  return [];
}

/** What is restored, of which a restore that was carried out need not be asked again. */
const choosing = ['plan', 'set', 'to', 'tables', 'schemas', 'into_schema', 'map_schema'];

/** What fails leaves no resource behind: the next apply creates it again, and goes on with what was cut off (`goOn`). */
async function create({ config, planned }: Change, session: Session): Promise<Applied> {
  const onEvent = (event: Parameters<typeof logEvent>[2]) => logEvent('restore', config.plan as string, event);
  const { result, warnings } = await withinTime(deadlineOf(config, session.stopped), (signal) =>
    runRestore(config, session, { signal, onEvent }),
  );
  const { set, run = null, proved, provedRows } = result;
  const made = {
    set: set.set,
    run,
    snapshot_at: set.snapshotAt,
    proved_tables: proved,
    proved_rows: provedRows,
    restored_as: newNames(result.preview),
  };
  const database = config.create_database === true ? await identityOf(config, session) : undefined;
  return { state: fillUnknown(planned, made), private: database === undefined ? {} : { database }, warnings };
}

function newNames({ items }: RestoreResult['preview']): Readonly<Record<string, string>> {
  const renamed = items.filter(({ kind, restoredAs }) => kind === 'TABLE' && restoredAs);
  return Object.fromEntries(
    renamed.map(({ schema, name, restoredAs }) => [`${schema}.${name}`, `${restoredAs!.schema}.${restoredAs!.name}`]),
  );
}

/** The restore is done, whatever comes of this question: without an answer the database is never dropped. */
async function identityOf({ target = null }: ObjectValue, session: Session): Promise<string | undefined> {
  const { databaseIdentity } = await session.engine();
  return databaseIdentity(await targetOf(target as ObjectValue, session)).catch(() => undefined);
}

async function update({ planned, prior, private: kept }: Update): Promise<Applied> {
  const { imported, ...others } = kept;
  return { state: fillUnknown(planned, prior), private: others };
}

async function destroy({ state, private: kept }: Kept, session: Session): Promise<readonly Diagnostic[]> {
  const target = state.target ?? null;
  if (!isObject(target) || state.drop_on_destroy !== true) return [leftBehind(target)];
  if (typeof kept.database !== 'string') return [leftBehind(target, 'It is not known to be the one that was created.')];
  const { dropDatabase } = await session.engine();
  const reached: ConnectionTarget = await targetOf(target, session);
  await dropDatabase(reached, kept.database, { signal: session.stopped }).catch((thrown) => {
    if (!isPgstowError(thrown) || thrown.code !== 'conflict') throw thrown;
    throw refusal('The database cannot be dropped', { detail: detailOf(thrown), path: ['drop_on_destroy'] });
  });
  return [];
}

function leftBehind(target: Value, why = ''): Diagnostic {
  const where = isObject(target) ? `database ${target.database} on ${serverOf(target)}` : 'its database';
  return {
    severity: 'warning',
    summary: 'The restore is forgotten, its data stays',
    detail: `What was restored into ${where} is still there. ${why}`.trim(),
  };
}

/** By its address, or by the instance in the place of one: that has an `id` in each service. */
function serverOf({ host = null, instance = null }: ObjectValue): Value {
  const named = isObject(instance) ? Object.values(instance).find(isObject) : undefined;
  return host ?? named?.id ?? 'its server';
}

/** What is not recorded of a restore is taken from the configuration: see `adopts`. */
async function importRestore(id: string, session: Session): Promise<Kept> {
  const repository = await session.unlockedRepository();
  const { kind, state, plan = null, set = null, name = null } = await repository.runs.get(id);
  if (kind !== 'restore' || state !== 'succeeded' || plan === null || set === null) {
    throw refusal('The run is no restore that has succeeded', {
      detail: `Run ${id} is a ${kind} that has ${state}.\n\npgstow runs shows those that there are: import the id of a restore.`,
    });
  }
  const snapshot = repository.locked
    ? null
    : await repository.sets.get(set).then(
        (found) => found.snapshotAt,
        () => null,
      );
  const known = { plan, set, name, run: id, snapshot_at: snapshot };
  return { state: { ...nothingOf(schema.attributes), ...known }, private: { imported: 1 } };
}
