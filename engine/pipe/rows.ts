import type { RowsDigest } from '../repository/contents.ts';
import { formatHash, RowKernel } from './rowKernel.ts';

/** Counts and hashes the rows of COPY text that comes in chunks of any size, cut anywhere. */
export class RowsDigester {
  readonly #kernel = RowKernel.acquire();

  update(chunk: Uint8Array): void {
    const { capacity } = this.#kernel;
    for (let at = 0; at < chunk.byteLength; at += capacity) this.#kernel.digest(chunk.subarray(at, at + capacity));
  }

  /** Ends the text; the digester is of no use afterwards. Throws `damaged` when the last row is not whole. */
  digest(): RowsDigest {
    const digest = this.#kernel.rowsDigest();
    this.#kernel.release();
    return digest;
  }
}

/** The hash of several bags of rows put together. */
export function addHashes(hashes: Iterable<string>): string {
  let sum = 0n;
  for (const hash of hashes) sum += BigInt(`0x${hash}`);
  return formatHash(sum);
}
