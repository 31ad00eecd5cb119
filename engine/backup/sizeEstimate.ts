/**
 * How many bytes of COPY text there are in all. At first nothing but the size on disk is known; what has been read so far
 * tells how the one relates to the other.
 */
export class SizeEstimate {
  readonly #onDisk: number;
  #readOnDisk = 0;
  #read = 0;

  constructor(onDisk: number) {
    this.#onDisk = onDisk;
  }

  /** Takes note of something that was read; gives the estimate of the whole. */
  learn(onDisk: number, read: number): number {
    this.#readOnDisk += onDisk;
    this.#read += read;
    if (this.#readOnDisk === 0) return this.#onDisk;
    return this.#read + (this.#onDisk - this.#readOnDisk) * (this.#read / this.#readOnDisk);
  }
}
