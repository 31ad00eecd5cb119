import { PgstowError } from '../../errors.ts';
import { nameList } from '../nameList.ts';
import type { RestoreRequest } from '../request.ts';
import { shellWord } from '../task/taskIdentity.ts';
import type { Need, Stored } from './needs.ts';

/**
 * What there is to say against the restore when a blob that it needs is missing or empty: before anything is created, and with the
 * way to restore what is whole. With `skipDamaged` only when it is of large objects: tables will then lack rows. Whether what is there
 * is intact shows only when it is read.
 */
export function damage(stored: Stored, { skipDamaged }: RestoreRequest): PgstowError | undefined {
  const { needs, sizes } = stored;
  const damaged = needsThatLack(stored);
  if (damaged.length === 0) return undefined;
  if (skipDamaged && damaged.every(({ table }) => table !== undefined)) return undefined;
  const lost = [...sizes.values()].filter((size) => !size);
  const whole = needs.filter((need) => need.table !== undefined && !damaged.includes(need));
  return new PgstowError(
    'damaged',
    `${lost.length === 1 ? 'a blob is' : `${lost.length} blobs are`} missing or empty in the repository: what is in ${nameList(damaged.map(({ what }) => what))} cannot be restored`,
    {
      hint: `nothing was changed; ${wayOut(whole.map(({ table }) => table!))}`,
    },
  );
}

/** Rejects with it. */
export function refuseDamaged(stored: Stored, request: RestoreRequest): void {
  const damaged = damage(stored, request);
  if (damaged) throw damaged;
}

/** What of it a missing blob holds something of, in words. */
export function damagedNeeds(stored: Stored): string[] {
  return needsThatLack(stored).map(({ what }) => what);
}

function needsThatLack({ needs, sizes }: Stored): Need[] {
  return needs.filter(({ pieces }) => pieces.some(({ blob }) => !sizes.get(blob)));
}

function wayOut(whole: readonly string[]): string {
  const copy = 'restore the blobs from a copy of the repository, or restore another set';
  const rest = 'or all that is whole of it with --skip-damaged';
  if (whole.length === 0) return `${copy}, ${rest}`;
  const named = whole.slice(0, 50).map((table) => `--table ${shellWord(table)}`);
  const more = whole.length > named.length ? ` and so on for ${whole.length - named.length} more` : '';
  return `${copy}, ${rest}, or only whole tables with ${named.join(' ')}${more}`;
}
