import { PgstowError } from '../errors.ts';
import type { Piece } from '../repository/contents.ts';
import { inParallel } from '../repository/inParallel.ts';
import type { Repository } from '../repository/repository.ts';
import { nameList } from './nameList.ts';
import type { Previewed } from './readTarget.ts';
import { shellWord } from './taskIdentity.ts';

/**
 * Rejects with `damaged` when a blob that the restore needs is missing or empty: before anything is created, and with the
 * way to restore what is whole. With `skipDamaged` only when it is of large objects; else resolves with the tables that will lack
 * rows. Whether what is there is intact shows only when it is read.
 */
export async function refuseDamaged(
  repository: Repository,
  previewed: Previewed,
  signal: AbortSignal,
): Promise<string[]> {
  const needs = needsOf(previewed);
  const blobs = [...new Set(needs.flatMap(({ pieces }) => pieces.map(({ blob }) => blob)))];
  const sizes = await inParallel(blobs, (blob) => repository.blobs.size(blob, { signal }));
  const lost = new Set(blobs.filter((_, i) => !sizes[i]));
  if (lost.size === 0) return [];
  const damaged = needs.filter(({ pieces }) => pieces.some(({ blob }) => lost.has(blob)));
  if (previewed.request.skipDamaged && damaged.every(({ table }) => table !== undefined)) {
    return damaged.map(({ what }) => what);
  }
  const whole = needs.filter((need) => need.table !== undefined && !damaged.includes(need));
  throw new PgstowError(
    'damaged',
    `${lost.size === 1 ? 'a blob is' : `${lost.size} blobs are`} missing or empty in the repository: what is in ${nameList(damaged.map(({ what }) => what))} cannot be restored`,
    {
      hint: `nothing was changed; ${wayOut(whole.map(({ table }) => table!))}`,
    },
  );
}

function wayOut(whole: readonly string[]): string {
  const copy = 'restore the blobs from a copy of the repository, or restore another set';
  const rest = 'or all that is whole of it with --skip-damaged';
  if (whole.length === 0) return `${copy}, ${rest}`;
  const named = whole.slice(0, 50).map((table) => `--table ${shellWord(table)}`);
  const more = whole.length > named.length ? ` and so on for ${whole.length - named.length} more` : '';
  return `${copy}, ${rest}, or only whole tables with ${named.join(' ')}${more}`;
}

/** Something that is restored from blobs. */
interface Need {
  readonly what: string;
  /** As `--table` takes it; absent for what is no table. */
  readonly table?: string;
  readonly pieces: readonly Piece[];
}

function needsOf({ plan, contents }: Previewed): Need[] {
  const tables = plan.tables.map((table): Need => {
    const { schema, name: inSchema } = contents.inSet(table);
    const name = `${schema}.${inSchema}`;
    return { what: `table ${name}`, table: name, pieces: contents.rangesOf(table).flatMap(({ pieces }) => pieces) };
  });
  const largeObjects = plan.everything ? contents.largeObjects.flatMap(({ pieces }) => pieces) : [];
  return largeObjects.length === 0 ? tables : [...tables, { what: 'large objects', pieces: largeObjects }];
}
