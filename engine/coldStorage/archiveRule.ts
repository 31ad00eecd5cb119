import { isArchived } from '../repository/blobs.ts';

/** What a plan says of its older sets. */
export interface ArchiveRule {
  /** How old a set is, in days, when its blobs may be archived. */
  readonly afterDays: number;
  /** Where they are moved to, such as `GLACIER`. */
  readonly storageClass: string;
}

/** A set, as far as archiving goes. */
export interface AgedSet {
  readonly set: string;
  /** ISO 8601; that of a damaged set, which does not tell, is the time in its id. */
  readonly snapshotAt: string;
  /** When its manifest was written, by the store's clock. */
  readonly committedAt: Date;
  readonly isDamaged: boolean;
}

const day = 24 * 60 * 60 * 1000;

/** A plan's rule; undefined where it has none. */
export function archiveRuleOf(document: {
  readonly archiveAfterDays?: number | undefined;
  readonly archiveClass?: string | undefined;
}): ArchiveRule | undefined {
  const { archiveAfterDays: afterDays, archiveClass: storageClass } = document;
  return afterDays === undefined || storageClass === undefined ? undefined : { afterDays, storageClass };
}

/**
 * Which of a plan's sets are old by its rule. The newest that is whole never is, nor the one that was made last: what is restored on the worst day is
 * read at once, even where no backup has succeeded for long. Both its snapshot, which the database's clock dates, and its manifest, which the
 * store's does, must be old: neither clock alone can have a new set archived.
 */
export function oldSets(rule: ArchiveRule | undefined, sets: readonly AgedSet[], now: Date): ReadonlySet<string> {
  if (!rule) return new Set();
  const whole = sets.filter(({ isDamaged }) => !isDamaged);
  const newest = whole.toSorted((a, b) => Date.parse(b.snapshotAt) - Date.parse(a.snapshotAt))[0];
  const last = whole.toSorted((a, b) => b.committedAt.getTime() - a.committedAt.getTime())[0];
  const limit = now.getTime() - rule.afterDays * day;
  const old = sets.filter(
    (each) =>
      each !== newest && each !== last && Date.parse(each.snapshotAt) <= limit && each.committedAt.getTime() <= limit,
  );
  return new Set(old.map(({ set }) => set));
}

/** From warm to cold; of other names nobody knows how cold they are. */
const byWarmth = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'INTELLIGENT_TIERING',
  'STANDARD_IA',
  'ONEZONE_IA',
  'GLACIER_IR',
  'GLACIER',
  'DEEP_ARCHIVE',
];

/** Of two classes that sets of two plans want a blob in: the warmer one. */
export function warmer(one: string, other: string): string {
  return byWarmth.indexOf(one) <= byWarmth.indexOf(other) ? one : other;
}

/** Whether what lies in a class is to be moved to another one: never back, and never out of where it cannot be read. */
export function isColder(storageClass: string, now: string | undefined): boolean {
  if (now === storageClass || isArchived({ storageClass: now })) return false;
  return byWarmth.indexOf(now ?? 'STANDARD') < rankOf(storageClass);
}

/** A class of a service's own is taken to be colder than all that is known, but for archives. */
function rankOf(storageClass: string): number {
  const rank = byWarmth.indexOf(storageClass);
  return rank < 0 ? byWarmth.indexOf('GLACIER') : rank;
}

/**
 * Smaller objects stay where they are: Amazon asks at least as much for them there, and the request to move one costs more than it saves.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html
 */
export const leastBytes = 128 * 1024;
