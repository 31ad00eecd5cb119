import type { StoragePlace } from '../repository/storagePlace.ts';
import type { ThawTier } from '../store/storageClasses.ts';

/** How long a service takes to thaw: minutes. */
export interface ThawTime {
  readonly least: number;
  readonly most: number;
}

const quickestFirst: readonly ThawTier[] = ['Expedited', 'Standard', 'Bulk'];

type Times = Readonly<Partial<Record<ThawTier, ThawTime>>>;

const hours = (least: number, most: number): ThawTime => ({ least: least * 60, most: most * 60 });

const flexible: Times = { Expedited: { least: 1, most: 5 }, Standard: hours(3, 5), Bulk: hours(5, 12) };
const deep: Times = { Standard: hours(0, 12), Bulk: hours(0, 48) };

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html, as of November 2026 */
const amazon: Readonly<Record<string, Times>> = {
  GLACIER: flexible,
  ARCHIVE_ACCESS: flexible,
  DEEP_ARCHIVE: deep,
  DEEP_ARCHIVE_ACCESS: deep,
};

/** How long a class takes to thaw by its tiers, as its service says; undefined where that is not known. */
export function thawTimes({ service }: StoragePlace, storageClass: string): Times | undefined {
  return service === 'amazon' && Object.hasOwn(amazon, storageClass) ? amazon[storageClass] : undefined;
}

/** Such as `3 to 5 hours`. */
export function thawTimeText({ least, most }: ThawTime): string {
  const [unit, by] = most < 120 ? ['minutes', 1] : ['hours', 60];
  return least === 0 ? `up to ${most / Number(by)} ${unit}` : `${least / Number(by)} to ${most / Number(by)} ${unit}`;
}

/** Such as `3 to 5 hours (Standard), 5 to 12 hours (Bulk)`, the quickest first. */
export function tiersText(times: Times): string {
  return quickestFirst.flatMap((tier) => (times[tier] ? [`${thawTimeText(times[tier])} (${tier})`] : [])).join(', ');
}
