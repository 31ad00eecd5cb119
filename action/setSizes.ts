import type { Repository, SetManifest } from '../engine/index.ts';
import type { TableSize } from './summary/sizes.ts';

/** Where there are more ranges than that, reading what is in a set takes longer than anybody wants to wait for a summary. */
const mostItems = 200_000;

/** How large the tables of the sets are that a step has made: for its summary, and so never worth an error. */
export class SetSizes {
  readonly #tables = new Map<string, readonly TableSize[]>();

  /** By the sets' ids. */
  get tables(): ReadonlyMap<string, readonly TableSize[]> {
    return this.#tables;
  }

  async note({ sets }: Repository, set: SetManifest, signal: AbortSignal): Promise<void> {
    if (set.contents.items > mostItems) return;
    try {
      const items = await sets.readContents(set, { signal });
      this.#tables.set(
        set.set,
        items.filter((item) => item.kind === 'table'),
      );
    } catch {
      // then it has none
    }
  }
}
