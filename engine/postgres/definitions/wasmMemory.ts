const pageSize = 65_536;

/** The linear memory of a WebAssembly program, with the C types that its system calls use. All numbers are little-endian. */
export class WasmMemory {
  readonly memory: WebAssembly.Memory;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(initialPages: number, maximumPages: number) {
    this.memory = new WebAssembly.Memory({ initial: initialPages, maximum: maximumPages });
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#view = new DataView(this.memory.buffer);
  }

  /** All of it. Growing replaces it: do not keep it over a call into the program. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.memory.buffer) this.#bytes = new Uint8Array(this.memory.buffer);
    return this.#bytes;
  }

  get view(): DataView {
    if (this.#view.buffer !== this.memory.buffer) this.#view = new DataView(this.memory.buffer);
    return this.#view;
  }

  /** A zero-ended text. */
  text(pointer: number): string {
    const end = this.bytes.indexOf(0, pointer);
    return Buffer.from(this.bytes.subarray(pointer, end)).toString();
  }

  setInt32(pointer: number, value: number): void {
    this.view.setInt32(pointer, value, true);
  }

  setInt64(pointer: number, value: bigint): void {
    this.view.setBigInt64(pointer, value, true);
  }

  /** The buffers of an iovec list, in order: pointer and length, four bytes each. */
  vectors(list: number, count: number): Uint8Array[] {
    return Array.from({ length: count }, (_, i) => {
      const pointer = this.view.getUint32(list + 8 * i, true);
      return this.bytes.subarray(pointer, pointer + this.view.getUint32(list + 8 * i + 4, true));
    });
  }

  /** Grows to at least `wanted` bytes, by a fifth at least to save calls; false when that is too much. */
  grow(wanted: number): boolean {
    const current = this.memory.buffer.byteLength;
    try {
      this.memory.grow(Math.ceil((Math.max(wanted, current * 1.2) - current) / pageSize));
      return true;
    } catch {
      return false;
    }
  }
}
