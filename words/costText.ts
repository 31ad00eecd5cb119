import type { ClassCost, CostReport, PlanCost, StoredCost } from '../engine/index.ts';
import { count, counted, size } from './human.ts';
import type { Column } from './table.ts';

/** What all prices of a report are, in a line. */
export function pricesText({ prices }: CostReport): string | undefined {
  if (!prices) return undefined;
  const { service, region, currency, date, source, note } = prices;
  const whose = service ? `list prices of ${services[service]}, ${region}` : 'prices of the file';
  return `${[`${whose}, ${date}, in ${currency}`, ...(note ? [note] : [])].join('; ')}: ${source}`;
}

const services = { amazon: 'Amazon S3', oss: 'Alibaba OSS' } as const;

/** Everything that is stored, a line a class and one for the sum. */
export function storedRows({ repository, oldVersions }: CostReport): readonly StoredRow[] {
  const now = repository.classes.map((each) => ({ ...each, name: each.storageClass ?? '-' }));
  const old = (oldVersions?.classes ?? []).map((each) => ({ ...each, name: `${each.storageClass}, old versions` }));
  const rows = [...now, ...old];
  return rows.length > 1 ? [...rows, inAll(repository, oldVersions)] : rows;
}

function inAll(now: StoredCost, old: StoredCost = { objects: 0, bytes: 0, monthly: 0, classes: [] }): StoredRow {
  const isKnown = now.monthly !== undefined && old.monthly !== undefined;
  return {
    name: 'in all',
    objects: now.objects + old.objects,
    bytes: now.bytes + old.bytes,
    ...(isKnown && { monthly: now.monthly + old.monthly }),
  };
}

type StoredRow = Omit<ClassCost, 'storageClass'> & { readonly name: string };

export function storedColumns(report: CostReport): readonly Column<StoredRow>[] {
  return [
    { title: 'CLASS', value: ({ name }) => name },
    { title: 'OBJECTS', value: ({ objects }) => count(objects), alignRight: true },
    { title: 'STORED', value: ({ bytes }) => size(bytes), alignRight: true },
    { title: 'A MONTH', value: ({ monthly }) => money(monthly, report), alignRight: true },
  ];
}

/** A table of what plans store and cost, and will in the long run. */
export function planColumns(report: CostReport): readonly Column<PlanCost>[] {
  return [
    { title: 'PLAN', value: ({ plan }) => plan },
    { title: 'SETS', value: ({ sets }) => count(sets), alignRight: true },
    { title: 'STORED', value: ({ stored }) => size(stored.bytes), alignRight: true },
    { title: 'A MONTH', value: ({ stored }) => money(stored.monthly, report), alignRight: true },
    { title: 'NEW PER SET', value: ({ growth }) => (growth ? size(growth.newBytes) : '-'), alignRight: true },
    { title: 'STEADY SETS', value: keptSets, alignRight: true },
    { title: 'STEADY STATE', value: steadyBytes, alignRight: true },
    { title: 'A MONTH', value: (plan) => steadyMoney(plan, report), alignRight: true },
    { title: 'RESTORE READS', value: ({ restore }) => (restore ? size(restore.bytes) : '-'), alignRight: true },
    { title: 'REQUESTS', value: ({ restore }) => (restore ? count(restore.requests) : '-'), alignRight: true },
    { title: 'COSTS', value: ({ restore }) => money(restore?.cost, report), alignRight: true },
  ];
}

/** What the tables cannot say, a line each. */
export function costRemarks(report: CostReport): string[] {
  const { unpriced, plans } = report;
  const unknown = plans.flatMap(({ plan, outlook }) =>
    outlook.state === 'unknown' ? [`${plan}: its steady state is not known: ${outlook.reason}`] : [],
  );
  const beside = plans.flatMap((plan) => trafficTexts(plan, report));
  return [...beside, ...unpriced.map((reason) => `not priced: ${reason}`), ...unknown];
}

/** What comes beside storage in a month, a line each. */
function trafficTexts({ plan, making, copying, outlook, restore }: PlanCost, report: CostReport): string[] {
  const priced = (figure: number | undefined) => (figure === undefined ? '' : `, ${money(figure, report)}`);
  const early = outlook.state === 'steady' ? outlook.earlyDeletion : undefined;
  const thawed = restore?.thawedBytes;
  const { requests = 0, listings = 0 } = making ?? {};
  return [
    ...(making
      ? [
          `${plan}: making sets writes ${counted(requests, 'object')} and takes ${counted(listings, 'listing')} a month${priced(making.monthly)}`,
        ]
      : []),
    ...copying.map(
      ({ repository, bytes, monthly }) =>
        `${plan}: copying sets to ${repository} sends ${size(bytes)} a month${priced(monthly)}`,
    ),
    ...(early !== undefined
      ? [
          `${plan}: what goes before the minimum time of its class adds at most ${money(early, report)} a month in the long run`,
        ]
      : []),
    ...(thawed !== undefined ? [`${plan}: ${size(thawed)} of a restore have to be thawed first`] : []),
  ];
}

/** `12.34 USD`. */
function money(figure: number | undefined, { prices }: CostReport): string {
  if (figure === undefined || !prices) return '-';
  const text = figure === 0 || figure >= 0.005 ? figure.toFixed(2) : '< 0.01';
  return `${text} ${prices.currency}`;
}

function keptSets({ outlook }: PlanCost): string {
  return outlook.state === 'steady' ? count(outlook.sets) : '-';
}

function steadyBytes({ outlook }: PlanCost): string {
  switch (outlook.state) {
    case 'steady':
      return size(outlook.bytes);
    case 'growing':
      return `+${size(outlook.bytes)} a month`;
    case 'unknown':
      return '-';
    default:
      return outlook satisfies never;
  }
}

function steadyMoney({ outlook }: PlanCost, report: CostReport): string {
  if (outlook.state === 'unknown' || outlook.monthly === undefined) return '-';
  return `${outlook.state === 'growing' ? '+' : ''}${money(outlook.monthly, report)}`;
}
