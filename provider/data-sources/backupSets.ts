import type { DescribedSet } from '../engine.ts';
import type { DataSourceType } from '../resourceType.ts';
import type { Attribute, Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';

const schema: Schema = {
  description:
    'The sets of a plan, or of all plans: what can be restored. The newest first. An encrypted repository must be opened: `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`.',
  attributes: {
    plan: {
      type: 'string',
      given: 'optional',
      description: 'Id of a plan, or its name where only one has it. Default: all plans.',
    },
    limit: {
      type: 'number',
      given: 'optional',
      description: 'So many of the newest. Default: all.',
      refuse: (value) => (Number.isInteger(value) && (value as number) > 0 ? undefined : 'a whole number from 1'),
    },
    sets: {
      nesting: 'list',
      given: 'computed',
      description: 'The sets.',
      attributes: {
        id: text('Id of the set.'),
        plan: text('Id of its plan.'),
        state: text('`complete`, or `damaged`: then `error` says why, and nothing else is known.'),
        error: text('What is wrong with it.'),
        archived_in: list(
          'Archive classes that something it needs was moved to, such as `GLACIER`: it has to be thawed before it can be restored. Empty: it can be read at once.',
        ),
        locked_until: text(
          'Until when nobody can delete it, in RFC 3339, by what runs have noted. Null: it is not locked.',
        ),
        pins: {
          nesting: 'list',
          given: 'computed',
          description: 'What keeps it from being removed.',
          attributes: {
            reason: text('Why.'),
            hold: {
              type: 'bool',
              given: 'computed',
              description: 'Whether it is a legal hold, which `release` alone ends.',
            },
            by: text('Who has placed it: `user@host`.'),
            at: text('When, in RFC 3339.'),
          },
        },
        snapshot_at: text('The instant that a restore of it goes back to, in RFC 3339.'),
        finished_at: text('When it was complete.'),
        database: text('Name of the database.'),
        server_version: text('Version of the server it was read from.'),
        tables: number('Tables in it.'),
        rows: number('Rows in them.'),
        bytes: number('Bytes of the rows as text.'),
        stored_bytes: number('Bytes that it needs in the repository, those that it shares with other sets included.'),
      },
    },
  },
};

/** `data.pgstow_backup_sets`. */
export const backupSetsDataSource: DataSourceType = { name: 'pgstow_backup_sets', schema, read };

async function read(config: ObjectValue, session: Session): Promise<ObjectValue> {
  const repository = await session.unlockedRepository();
  const { plan = null, limit = null } = config;
  const id = typeof plan === 'string' ? (await repository.plans.resolve(plan, { deleted: true })).id : undefined;
  const { listSets } = await session.engine();
  const sets = await listSets(repository, { plan: id, ...(typeof limit === 'number' && { limit }) });
  return { ...config, sets: sets.map(stateOf) };
}

function stateOf(listed: DescribedSet): ObjectValue {
  const { set, plan, state } = listed;
  const kept = {
    archived_in: listed.archivedIn ?? [],
    locked_until: listed.lockedUntil ?? null,
    pins: listed.pins.map(({ reason, hold, by, at }) => ({ reason, hold: hold ?? false, by, at })),
  };
  if (state === 'damaged') return { ...nothing, ...kept, id: set, plan, state, error: listed.error.message };
  const { snapshotAt, finishedAt, source, totals } = listed.manifest;
  return {
    id: set,
    plan,
    state,
    error: null,
    ...kept,
    snapshot_at: snapshotAt,
    finished_at: finishedAt,
    database: source.database,
    server_version: source.serverVersion,
    tables: totals.tables,
    rows: totals.rows,
    bytes: totals.bytes,
    stored_bytes: totals.storedBytes,
  };
}

const nothing: ObjectValue = {
  snapshot_at: null,
  finished_at: null,
  database: null,
  server_version: null,
  tables: null,
  rows: null,
  bytes: null,
  stored_bytes: null,
};

function text(description: string): Attribute {
  return { type: 'string', given: 'computed', description };
}

function list(description: string): Attribute {
  return { type: ['list', 'string'], given: 'computed', description };
}

function number(description: string): Attribute {
  return { type: 'number', given: 'computed', description };
}
