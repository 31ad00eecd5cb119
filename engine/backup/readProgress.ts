import type { ProgressMeter } from '../events.ts';
import type { RowsDigest } from '../repository/contents.ts';
import { bytesOf, type Content, type Unit } from './ranges.ts';
import { SizeEstimate } from './sizeEstimate.ts';

/** Tells how far the reading of some units is, whoever reads them. */
export class ReadProgress {
  readonly #meter: ProgressMeter;
  readonly #estimate: SizeEstimate;
  /** How many ranges of each table are still to be read. */
  readonly #open: Map<number, number>;

  constructor(meter: ProgressMeter, units: readonly Unit[]) {
    this.#meter = meter;
    this.#estimate = new SizeEstimate(bytesOf(units));
    const ranges = units.flatMap((unit) => unit.contents).filter((content) => content.kind === 'range');
    const byTable = Map.groupBy(ranges, ({ range }) => range.table.oid);
    this.#open = new Map([...byTable].map(([oid, some]) => [oid, some.length]));
  }

  bytes(bytes: number): void {
    this.#meter.add({ bytes });
  }

  stored(storedBytes: number): void {
    this.#meter.add({ storedBytes });
  }

  content(content: Content, { rows }: Pick<RowsDigest, 'rows'>): void {
    this.#meter.add({ rows, tablesDone: this.#closes(content) ? 1 : 0 });
  }

  /** `bytes` of COPY text were read of it. */
  unit(unit: Unit, bytes: number): void {
    this.#meter.reckon(this.#estimate.learn(unit.bytes, bytes));
  }

  /** Whether this was the last range of its table. */
  #closes(content: Content): boolean {
    if (content.kind !== 'range') return false;
    const { oid } = content.range.table;
    const left = (this.#open.get(oid) ?? 0) - 1;
    this.#open.set(oid, left);
    return left === 0;
  }
}
