/**
 * The advisory locks of restores in a target database. Two-key ones are rarely used by applications; the first numbers spell `pgst`,
 * `pgsu` and so on. https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 */
const first = 1885827956;

/** Held by the leader of a restore: one at a time in a database. */
export const restoreLock = `${first}, 28535`;
/** Held along with it where several machines share the restore. */
export const sharedRestoreLock = `${first}, 28536`;
/** Shared by all connections of the machines that share a restore; held alone by a restore that shares its work with nobody. */
export const membersLock = `${first}, 28537`;

/** The first numbers of locks whose second one tells of what they are. */
export const lockClasses = {
  /** A unit of work, by a hash of its name. */
  unit: first + 1,
  /** A table, or some small ones, by a hash of the name. */
  table: first + 2,
  /** A leader's time, by its number. */
  term: first + 3,
  /** A database that is being created, by a hash of its name; held in the one that it is created from. */
  creation: first + 4,
} as const;
