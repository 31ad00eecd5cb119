import { archivedParts } from '../../coldStorage/archivedBlobs.ts';
import type { SetManifest } from '../../repository/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import type { Previewed } from '../target/readTarget.ts';
import { estimate } from './estimate.ts';
import { readStored, type Stored } from './needs.ts';
import type { Preview, PreviewItem, Reading } from './preview.ts';

/** What is decided, with what it will cost. */
export interface Foreseen {
  readonly preview: Preview;
  /** What is stored of it. */
  readonly stored: Stored;
}

/** Asks the store what has to be read, and judges by what was measured of the set how long it will take. */
export async function foresee(
  repository: Repository,
  set: SetManifest,
  previewed: Previewed,
  signal: AbortSignal,
): Promise<Foreseen> {
  const stored = await readStored(repository, previewed, signal);
  const { preview: decided, tables } = previewed.plan;
  const drills = await repository.drills.of(set, { signal });
  const shares = sharesOf(stored);
  const expected = estimate({ ...decided, proof: previewed.request.proof }, set, drills);
  const shareOf = new Map(tables.map((table, i) => [nameOf(table), shares[i]!]));
  const items = decided.items.map((item): PreviewItem => {
    const share =
      item.kind === 'TABLE' && item.rows !== undefined ? shareOf.get(nameOf(item.restoredAs ?? item)) : undefined;
    return share === undefined ? item : { ...item, stored: share };
  });
  return {
    preview: { ...decided, items, reading: readingOf(set, stored), ...(expected && { estimate: expected }) },
    stored,
  };
}

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return JSON.stringify([schema, name]);
}

function readingOf({ definitions, contents }: SetManifest, { sizes, archived }: Stored): Reading {
  const found = [...sizes.values()].filter((size) => size !== undefined);
  const bytes = found.reduce((sum, size) => sum + size, definitions.bytes + contents.bytes);
  return { bytes, blobs: found.length, ...(archived.length > 0 && { archived: archivedParts(archived) }) };
}

/** What of the stored bytes is each one's, in whole bytes, rounded up: of a blob that holds pieces of several by the length of these. */
export function sharesOf({ needs, sizes }: Pick<Stored, 'needs' | 'sizes'>): number[] {
  const held = new Map<string, number>();
  for (const { blob, length } of needs.flatMap(({ pieces }) => pieces)) held.set(blob, (held.get(blob) ?? 0) + length);
  return needs.map(({ pieces }) =>
    Math.ceil(
      pieces.reduce(
        (sum, { blob, length }) => sum + ((sizes.get(blob) ?? 0) * length) / Math.max(1, held.get(blob)!),
        0,
      ),
    ),
  );
}
