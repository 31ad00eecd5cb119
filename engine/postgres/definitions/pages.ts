const pageSize = 256 * 1024;

/** Gathers small pieces of bytes, which pg_dump writes by the kilobyte, into pages and hands each on when it is full. */
export class Pages {
  readonly #handOn: (page: Uint8Array) => void;
  #page = new Uint8Array(pageSize);
  #used = 0;

  constructor(handOn: (page: Uint8Array) => void) {
    this.#handOn = handOn;
  }

  /** Copies the bytes. */
  add(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from, from + pageSize - this.#used);
      this.#page.set(piece, this.#used);
      this.#used += piece.length;
      from += piece.length;
      if (this.#used === pageSize) this.flush();
    }
  }

  /** Hands on what there is. */
  flush(): void {
    if (this.#used === 0) return;
    this.#handOn(this.#used === pageSize ? this.#page : this.#page.slice(0, this.#used));
    this.#page = new Uint8Array(pageSize);
    this.#used = 0;
  }
}
