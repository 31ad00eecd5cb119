import type { CostReport } from '../engine.ts';
import type { DataSourceType } from '../resourceType.ts';
import type { Attribute, Attributes, Schema } from '../schema/attribute.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';

const stored: Attributes = {
  objects: number('How many objects.'),
  bytes: number('Their bytes.'),
  monthly: number('What they cost in a month. Null where a price is not known.'),
};

const classes: Attribute = {
  nesting: 'list',
  given: 'computed',
  description: 'The same by storage class, as the store lists it.',
  attributes: { storage_class: text('The class. Null where the store tells none, as a folder.'), ...stored },
};

const schema: Schema = {
  description:
    'What is stored by storage class, what it costs now and in the long run, and what a restore of the newest sets costs: by list prices, or by `prices`. An encrypted repository must be opened to tell plans apart: `PGSTOW_KEY`, `PGSTOW_PASSPHRASE` or `PGSTOW_KMS_KEY`.',
  attributes: {
    plan: {
      type: 'string',
      given: 'optional',
      description: 'Id of a plan, or its name where only one has it. Default: all plans.',
    },
    prices: {
      type: 'string',
      given: 'optional',
      description:
        'Prices in place of the list prices, as JSON: `file("prices.json")`, of the form of `--prices` (`docs/cost.md`).',
    },
    currency: text('What all figures of money are in. Null where no prices are known.'),
    prices_date: text('When the prices were these.'),
    prices_source: text('Where they were found.'),
    unpriced: {
      type: ['list', 'string'],
      given: 'computed',
      description: 'Prices that are not known, in words.',
    },
    repository: {
      nesting: 'single',
      given: 'computed',
      description: 'All that is stored in the repository.',
      attributes: { ...stored, classes },
    },
    old_versions: {
      nesting: 'single',
      given: 'computed',
      description:
        'What a bucket that keeps versions has kept of objects that were rewritten or deleted, beside `repository`. Null where it keeps none.',
      attributes: { ...stored, classes },
    },
    plans: {
      nesting: 'list',
      given: 'computed',
      description: 'Each plan.',
      attributes: {
        plan: text('Id of the plan.'),
        name: text('Its name.'),
        sets: number('How many sets it has.'),
        ...stored,
        classes,
        new_bytes: number('Bytes that a set adds: the mean of the newest ones. Null before there are two.'),
        new_objects: number('Objects that a set is made of anew, likewise.'),
        making_requests: number(
          'Requests that write its sets in a month. Null where it is not known how often they are made.',
        ),
        making_listings: number('Listings that making them takes in a month, about: they are billed as writes.'),
        making_monthly: number('What both cost in a month.'),
        copying: {
          nesting: 'list',
          given: 'computed',
          description: 'What copying its sets sends in a month, to each repository that it names.',
          attributes: {
            repository: text('Address of the repository.'),
            bytes: number('Bytes in a month.'),
            monthly: number('Their egress. Null where its price is not known, as between two regions of one service.'),
          },
        },
        outlook: text(
          '`steady`: what is stored under its retention in the long run; `growing`: nothing is removed, and figures are for each month; `unknown`.',
        ),
        outlook_sets: number('Sets in the long run.'),
        outlook_bytes: number('Bytes that are stored in the long run, or come with each month.'),
        outlook_monthly: number('What these cost in a month.'),
        outlook_early_deletion: number(
          'What is billed beside in a month, at most, of bytes that go before the minimum time of their class. Null where nothing does.',
        ),
        restore_set: text('Id of the newest set.'),
        restore_requests: number('Requests of a restore of it.'),
        restore_bytes: number('Bytes that it reads.'),
        restore_thawed_bytes: number(
          'Those of them that are in an archive, and have to be thawed first. Null where none are.',
        ),
        restore_cost: number('What it costs once: requests, thawing, retrieval and egress.'),
      },
    },
    warnings: {
      type: ['list', 'string'],
      given: 'computed',
      description: 'What makes this less certain: a key that is not given, sets that cannot be read.',
    },
  },
};

/** `data.pgstow_cost`. */
export const costDataSource: DataSourceType = { name: 'pgstow_cost', schema, read };

async function read({ plan = null, prices = null }: ObjectValue, session: Session): Promise<ObjectValue> {
  const { cost } = await session.engine();
  const request = {
    ...(typeof plan === 'string' && { plan }),
    ...(typeof prices === 'string' && { prices: { text: prices, name: 'prices' } }),
  };
  const report = await cost(await session.unlockedRepository(), request, { signal: session.stopped });
  return {
    plan,
    prices,
    currency: report.prices?.currency ?? null,
    prices_date: report.prices?.date ?? null,
    prices_source: report.prices?.source ?? null,
    unpriced: report.unpriced,
    repository: storedState(report.repository),
    old_versions: report.oldVersions ? storedState(report.oldVersions) : null,
    plans: report.plans.map(planState),
    warnings: report.warnings,
  };
}

function storedState({ objects, bytes, monthly, classes }: CostReport['repository']): ObjectValue {
  return {
    objects,
    bytes,
    monthly: monthly ?? null,
    classes: classes.map((each) => ({
      storage_class: each.storageClass ?? null,
      objects: each.objects,
      bytes: each.bytes,
      monthly: each.monthly ?? null,
    })),
  };
}

function planState(of: CostReport['plans'][number]): ObjectValue {
  const { plan, name, sets, stored, growth, making, copying, outlook, restore } = of;
  const known = outlook.state === 'unknown' ? undefined : outlook;
  return {
    plan,
    name,
    sets,
    ...storedState(stored),
    new_bytes: growth?.newBytes ?? null,
    new_objects: growth?.newObjects ?? null,
    making_requests: making?.requests ?? null,
    making_listings: making?.listings ?? null,
    making_monthly: making?.monthly ?? null,
    copying: copying.map(({ repository, bytes, monthly = null }) => ({ repository, bytes, monthly })),
    outlook: outlook.state,
    outlook_sets: outlook.state === 'steady' ? outlook.sets : null,
    outlook_bytes: known?.bytes ?? null,
    outlook_monthly: known?.monthly ?? null,
    outlook_early_deletion: outlook.state === 'steady' ? (outlook.earlyDeletion ?? null) : null,
    restore_set: restore?.set ?? null,
    restore_requests: restore?.requests ?? null,
    restore_bytes: restore?.bytes ?? null,
    restore_thawed_bytes: restore?.thawedBytes ?? null,
    restore_cost: restore?.cost ?? null,
  };
}

function text(description: string): Attribute {
  return { type: 'string', given: 'computed', description };
}

function number(description: string): Attribute {
  return { type: 'number', given: 'computed', description };
}
