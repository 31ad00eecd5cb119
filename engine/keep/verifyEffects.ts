import type { ContentItem, RangeItem, TableItem } from '../repository/contents.ts';
import type { SetManifest } from '../repository/manifest.ts';
import { holdsRows, isSame, type RowsItem, type StoredRows } from './verifyContents.ts';
import { type AffectedSet, affectsTables, type Damage, describeTable } from './verifyFinding.ts';

export interface WrongRows {
  readonly plan: string;
  readonly set: string;
  /** Which rows, and what is wrong with them. */
  readonly message: string;
  readonly effect: AffectedSet;
}

/** What damaged blobs and wrong rows mean for each set that is added. */
export class EffectsByBlob {
  readonly ofRows: WrongRows[] = [];
  readonly #damaged: ReadonlyMap<string, Damage>;
  readonly #wrong: readonly (readonly [StoredRows, string])[];
  readonly #ofBlob = new Map<string, AffectedSet[]>();

  constructor(damaged: ReadonlyMap<string, Damage>, wrong: ReadonlyMap<StoredRows, string>) {
    this.#damaged = damaged;
    this.#wrong = [...wrong];
  }

  ofBlob(id: string): readonly AffectedSet[] {
    return this.#ofBlob.get(id) ?? [];
  }

  add(manifest: SetManifest, items: readonly ContentItem[]): void {
    const lost = new Map<string, RowsItem[]>();
    for (const item of items) {
      if (!holdsRows(item)) continue;
      for (const blob of new Set(item.pieces.map((piece) => piece.blob))) {
        if (this.#damaged.has(blob)) lost.set(blob, [...(lost.get(blob) ?? []), item]);
      }
      const [, fault] = this.#wrong.find(([rows]) => isSame(rows, item)) ?? [];
      if (fault) this.#addWrong(manifest, items, item, fault);
    }
    for (const [blob, some] of lost) {
      this.#ofBlob.set(blob, [...this.ofBlob(blob), effectOn(manifest, items, some)]);
    }
  }

  #addWrong(manifest: SetManifest, items: readonly ContentItem[], item: RowsItem, fault: string): void {
    const effect = effectOn(manifest, items, [item]);
    const [table] = effect.tables;
    const what = table ? describeTable(table) : 'large objects';
    this.ofRows.push({ plan: manifest.plan, set: manifest.set, message: `${what}: ${fault}`, effect });
  }
}

function effectOn(manifest: SetManifest, items: readonly ContentItem[], lost: readonly RowsItem[]): AffectedSet {
  const ranges = lost.filter((item): item is RangeItem => item.kind === 'range');
  return affectsTables(
    manifest,
    Map.groupBy(ranges, (range) => items[range.table] as TableItem),
    { largeObjects: ranges.length < lost.length, tablesInAll: manifest.totals.tables },
  );
}
