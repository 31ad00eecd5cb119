import { messageOf } from '../errors.ts';
import { RowsDigester } from '../pipe/rows.ts';
import type { StoredRows } from './verifyContents.ts';

/** Rows that are counted and hashed while the blobs that they are in pass by in turn. */
export class RowsReading {
  readonly rows: StoredRows;
  /** What is wrong with them, known when finished; undefined as well when a blob was damaged, for then that is known. */
  fault: string | undefined;
  /** There is one only from the first byte to the last: a blob may hold hundreds of small tables. */
  #digester: RowsDigester | undefined;
  #at = 0;
  /** Where the next part of the passing blob begins. */
  #position = 0;
  #broken = false;

  constructor(rows: StoredRows) {
    this.rows = rows;
  }

  get finished(): boolean {
    return this.#at === this.rows.pieces.length;
  }

  /** Whether the rows go on in this blob. */
  wants(blob: string): boolean {
    return this.rows.pieces[this.#at]?.blob === blob;
  }

  /** Takes the next part of the blob that it wants. */
  part(part: Uint8Array): void {
    const { offset, length } = this.rows.pieces[this.#at]!;
    const from = Math.max(offset - this.#position, 0);
    const to = Math.min(offset + length - this.#position, part.byteLength);
    if (from < to) this.#digest(part.subarray(from, to), offset + length <= this.#position + to);
    this.#position += part.byteLength;
  }

  /** The blob is over. */
  end(intact: boolean): void {
    const { offset, length } = this.rows.pieces[this.#at]!;
    if (!intact) this.#broken = true;
    else if (offset + length > this.#position) {
      this.fault = `it is said to be in bytes ${offset} to ${offset + length} of a blob of ${this.#position}`;
    }
    if (this.#broken) this.fault = undefined;
    this.#position = 0;
    this.#at++;
  }

  #digest(bytes: Uint8Array, endsPiece: boolean): void {
    if (this.#broken) return;
    this.#digester ??= new RowsDigester();
    this.#digester.update(bytes);
    if (!endsPiece || this.#at < this.rows.pieces.length - 1) return;
    this.fault ??= this.#compare(this.#digester);
    this.#digester = undefined;
  }

  #compare(digester: RowsDigester): string | undefined {
    try {
      const { rows, hash } = digester.digest();
      if (rows === this.rows.rows && hash === this.rows.hash) return undefined;
      return `stored are ${rows} rows with hash ${hash}, it should be ${this.rows.rows} with hash ${this.rows.hash}`;
    } catch (thrown) {
      return messageOf(thrown);
    }
  }
}
