import { PgstowError } from '../../errors.ts';
import { nameList } from '../nameList.ts';
import type { PreviewItem } from './preview.ts';

/**
 * Rejects with `conflict` when somebody has changed the target since it was previewed, so that something else would be done
 * now: what runs is what was previewed.
 */
export function refuseChanged(previewed: readonly PreviewItem[], now: readonly PreviewItem[]): void {
  const known = new Set(previewed.map((item) => JSON.stringify(item)));
  const changed = now.filter((item) => !known.has(JSON.stringify(item)));
  if (changed.length === 0) return;
  const before = new Map(previewed.map((item) => [nameOf(item), item]));
  const what = changed.map((item) => difference(before.get(nameOf(item)), item));
  throw new PgstowError('conflict', `the target has changed since the restore was previewed: ${nameList(what)}`, {
    hint: 'nothing was restored; run the same command again, and it is previewed anew',
    retryable: true,
  });
}

function nameOf({ kind, schema, name }: PreviewItem): string {
  return `${kind} ${schema ? `${schema}.` : ''}${name}`;
}

function difference(before: PreviewItem | undefined, now: PreviewItem): string {
  const isOther = before !== undefined && before.action !== now.action;
  return isOther ? `${nameOf(now)} was to ${before.action}, and is to ${now.action}` : nameOf(now);
}
