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
    warnings: {
      type: ['list', 'string'],
      given: 'computed',
      description: 'What makes this less certain: a clock that is wrong, sets that are damaged.',
    },
  },
};

/** `data.pgstow_health`. */
export const healthDataSource: DataSourceType = { name: 'pgstow_health', schema, read };

async function read({ plan = null }: ObjectValue, session: Session): Promise<ObjectValue> {
  const { health } = await session.engine();
  const wanted = typeof plan === 'string' ? { plan } : {};
  const { plans, warnings } = await health(await session.unlockedRepository(), wanted, { signal: session.stopped });
  return { plan, healthy: plans.every(isWell), plans: plans.map(stateOf), warnings };
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
