import { PgstowError } from '../errors.ts';
import { nameList } from './nameList.ts';
import type { Preview, PreviewItem } from './preview.ts';

/**
 * Rejects with `conflict` when somebody has changed the target since it was previewed, so that something else would be done
 * now: what runs is what was previewed.
 */
export function refuseChanged(previewed: Preview, now: Preview): void {
  const before = new Map(previewed.items.map((item) => [key(item), item]));
  const changed = now.items.filter((item) => !isSame(before.get(key(item)), item));
  if (changed.length === 0 && now.problems.length === 0) return;
  const what = changed.map((item) => difference(before.get(key(item)), item));
  const problems = now.problems.map(({ message }) => message);
  throw new PgstowError(
    'conflict',
    `the target has changed since the restore was previewed: ${nameList([...what, ...problems])}`,
    {
      hint: 'nothing was changed; run the same command again, and it is previewed anew',
      retryable: true,
    },
  );
}

function key({ kind, schema, name }: PreviewItem): string {
  return JSON.stringify([kind, schema, name]);
}

function isSame(a: PreviewItem | undefined, b: PreviewItem): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function difference(before: PreviewItem | undefined, now: PreviewItem): string {
  const what = `${now.kind} ${now.schema ? `${now.schema}.` : ''}${now.name}`;
  return before && before.action !== now.action ? `${what} was to ${before.action}, and is to ${now.action}` : what;
}
