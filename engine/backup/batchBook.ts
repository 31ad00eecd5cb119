import type { Content, Unit } from './ranges.ts';
import type { ReadContent } from './unitSource.ts';

/** What was read of a batch, in its order; null for what is left to the leader. */
export type BatchRead = readonly (ReadContent | null)[];

interface OpenBatch {
  readonly batch: number;
  readonly read: (ReadContent | null | undefined)[];
  left: number;
}

/** Notes what is read of batches, content by content, and tells when one is complete. */
export class BatchBook {
  readonly #batches: readonly (readonly Unit[])[];
  readonly #onComplete: (batch: number, read: BatchRead) => void;
  readonly #open = new Map<number, OpenBatch>();
  readonly #places = new Map<Content, { readonly of: OpenBatch; readonly position: number }>();

  constructor(batches: readonly (readonly Unit[])[], onComplete: (batch: number, read: BatchRead) => void) {
    this.#batches = batches;
    this.#onComplete = onComplete;
  }

  /** To be called before any of it is read, and again whenever a unit of it is. */
  open(batch: number): void {
    if (this.#open.has(batch)) return;
    const contents = this.#batches[batch]!.flatMap((unit) => unit.contents);
    const open: OpenBatch = { batch, read: new Array(contents.length), left: contents.length };
    this.#open.set(batch, open);
    for (const [position, content] of contents.entries()) this.#places.set(content, { of: open, position });
  }

  /** A content may be noted once more: one that was left to the leader, and is read by it. */
  note(content: Content, read: ReadContent | null): void {
    const place = this.#places.get(content);
    if (!place || place.of.read[place.position] !== undefined) return;
    place.of.read[place.position] = read;
    if (--place.of.left > 0) return;
    this.#onComplete(
      place.of.batch,
      place.of.read.map((each) => each ?? null),
    );
  }
}
