import type { PlanFreshness } from '../engine.ts';
import type { DataSourceType } from '../resourceType.ts';
import type { Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';

const schema: Schema = {
  description:
    "How old the newest sets are, and whether that is too old by the plans' `max_age`. Made for `check` blocks: `condition = data.pgstow_health.all.healthy`. Needs no key and no database.",
  attributes: {
    plan: {
      type: 'string',
      given: 'optional',
      description: 'Id of a plan, or its name where only one has it. Default: all plans.',
    },
    healthy: { type: 'bool', given: 'computed', description: 'True when no plan is late or damaged.' },
    plans: {
      nesting: 'list',
      given: 'computed',
      description: 'Each plan.',
      attributes: {
        plan: { type: 'string', given: 'computed', description: 'Id of the plan.' },
        name: { type: 'string', given: 'computed', description: 'Its name.' },
        health: {
          type: 'string',
          given: 'computed',
          description: '`fine`, `late`, `no set`, `paused`, or `damaged` where what is stored of the plan is.',
        },
        max_age: { type: 'string', given: 'computed', description: 'How old its newest set may be. Null: any age.' },
        newest_set: { type: 'string', given: 'computed', description: 'Id of the newest set that is whole.' },
        snapshot_at: {
          type: 'string',
          given: 'computed',
          description: 'The instant that it goes back to, in RFC 3339; without the key, when its run began.',
        },
        age_seconds: { type: 'number', given: 'computed', description: 'How old that is.' },
        archived_in: {
          type: ['list', 'string'],
          given: 'computed',
          description:
            'Archive classes that it has to be thawed from before it can be restored, such as `GLACIER`. Empty: it can be read at once.',
        },
        readable_set: {
          type: 'string',
          given: 'computed',
          description: 'Id of the newest set that can be read at once. Null: no set of the plan can.',
        },
        readable_age_seconds: {
          type: 'number',
          given: 'computed',
          description: 'How old the instant is that it goes back to.',
        },
        archived_sets: {
          type: 'number',
          given: 'computed',
          description: 'How many sets have to be thawed before they can be restored.',
        },
        lock: {
          type: 'string',
          given: 'computed',
          description:
            'How the newest set is locked, by what runs have noted: `fine`, `short` (not for as long as the plan says) or `none`. Null where the plan locks nothing.',
        },
        locked_until: {
          type: 'string',
          given: 'computed',
          description: 'Until when it is, in RFC 3339; of a lock that has ended, too.',
        },
        verified_at: {
          type: 'string',
          given: 'computed',
          description: 'The last verification that found nothing damaged, in RFC 3339.',
        },
        drilled_at: {
          type: 'string',
          given: 'computed',
          description: 'When the last drill ended that has passed, in RFC 3339.',
        },
        recovery_seconds: {
          type: 'number',
          given: 'computed',
          description: 'How long that drill took to fetch, restore and prove the set.',
        },
        drill_late: {
          type: 'bool',
          given: 'computed',
          description: 'Whether that is longer ago than the schedule of its drills allows; it is `late` then.',
        },
        copies: {
          nesting: 'list',
          given: 'computed',
          description:
            'The repositories that its sets are copied to, by what runs have recorded. A late one makes the plan late.',
          attributes: {
            repository: { type: 'string', given: 'computed', description: 'Its address, as the plan has it.' },
            health: { type: 'string', given: 'computed', description: '`fine`, `late` or `no set`.' },
            newest_set: { type: 'string', given: 'computed', description: 'Id of the newest set that is there.' },
            snapshot_at: {
              type: 'string',
              given: 'computed',
              description: 'The instant that it goes back to, in RFC 3339.',
            },
            age_seconds: { type: 'number', given: 'computed', description: 'How old that is.' },
            failure: {
              type: 'string',
              given: 'computed',
              description: 'Why the last run could not copy all that is missing.',
            },
          },
        },
        reason: { type: 'string', given: 'computed', description: 'Why it is late or damaged.' },
        remedy: { type: 'string', given: 'computed', description: 'What to do.' },
      },
    },
    archiving_since: {
      type: 'string',
      given: 'computed',
      description: 'Since when an archiving has not ended that should have, in RFC 3339. Null: none.',
    },
    warnings: {
      type: ['list', 'string'],
      given: 'computed',
      description:
        'What makes this less certain: a clock that is wrong, sets that are damaged. And what is wrong with archives and locks.',
    },
  },
};

/** `data.pgstow_health`. */
export const healthDataSource: DataSourceType = { name: 'pgstow_health', schema, read };

async function read({ plan = null }: ObjectValue, session: Session): Promise<ObjectValue> {
  const { health } = await session.engine();
  const wanted = typeof plan === 'string' ? { plan } : {};
  const repository = await session.unlockedRepository();
  const { plans, archiving, warnings } = await health(repository, wanted, { signal: session.stopped });
  const archiving_since = archiving?.since ?? null;
  return { plan, healthy: plans.every(isWell), plans: plans.map(stateOf), archiving_since, warnings };
}

function isWell({ health }: PlanFreshness): boolean {
  return health !== 'late' && health !== 'damaged';
}

function stateOf(freshness: PlanFreshness): ObjectValue {
  const { plan, name, health, maxAge, newest, verified, drill, drillLate, copies = [], reason, remedy } = freshness;
  return {
    plan,
    name,
    health,
    max_age: maxAge ?? null,
    newest_set: newest?.set ?? null,
    snapshot_at: newest?.snapshotAt ?? null,
    age_seconds: newest?.age ?? null,
    ...storageOf(freshness),
    verified_at: verified?.at ?? null,
    drilled_at: drill?.passedAt ?? null,
    recovery_seconds: drill?.recoverySeconds ?? null,
    drill_late: drillLate ?? false,
    copies: copies.map((copy) => ({
      repository: copy.repository,
      health: copy.health,
      newest_set: copy.newest?.set ?? null,
      snapshot_at: copy.newest?.snapshotAt ?? null,
      age_seconds: copy.newest?.age ?? null,
      failure: copy.failure?.message ?? null,
    })),
    reason: reason ?? null,
    remedy: remedy ?? null,
  };
}

function storageOf({ newest, archivedIn = [], readable, archivedSets = 0, lock }: PlanFreshness): ObjectValue {
  const atOnce = archivedIn.length > 0 ? readable : newest;
  return {
    archived_in: archivedIn,
    readable_set: atOnce?.set ?? null,
    readable_age_seconds: atOnce?.age ?? null,
    archived_sets: archivedSets,
    lock: lock?.health ?? null,
    locked_until: lock?.until ?? null,
  };
}
