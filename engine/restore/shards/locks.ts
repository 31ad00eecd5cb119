import { createHash } from 'node:crypto';
import { lockClasses } from '../target/advisoryLocks.ts';

/** An advisory lock of a session in the target: it is gone with the session's connection, and not before the server has ended its work. */
export interface Lock {
  readonly kind: 'unit' | 'table';
  readonly name: string;
  readonly shared: boolean;
}

/** What a name is called in a lock. Two names of one number keep each other waiting, and do no other harm. */
export function numberOf(name: string): number {
  return createHash('sha256').update(name).digest().readInt32BE(0);
}

/** SQL that is true when all of the locks were to be had, and else takes none. CASE is carried out in its order. */
export function tryAllSql(locks: readonly Lock[]): string {
  return locks.reduceRight(
    (rest, lock) =>
      `CASE WHEN ${tryLockSql(lock)} THEN CASE WHEN ${rest} THEN true ELSE NOT ${unlockSql(lock)} END ELSE false END`,
    'true',
  );
}

function tryLockSql({ kind, name, shared }: Lock): string {
  return `pg_catalog.pg_try_advisory_lock${shared ? '_shared' : ''}(${lockClasses[kind]}, ${numberOf(name)})`;
}

/** SQL that is true: the lock was held. */
export function unlockSql({ kind, name, shared }: Lock): string {
  return `pg_catalog.pg_advisory_unlock${shared ? '_shared' : ''}(${lockClasses[kind]}, ${numberOf(name)})`;
}
