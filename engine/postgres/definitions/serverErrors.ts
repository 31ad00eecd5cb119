/** The server's last word on why it did not do as it was told. */
export interface ServerError {
  /** https://www.postgresql.org/docs/current/errcodes-appendix.html */
  readonly sqlstate: string;
  /** In the server's language. */
  readonly message: string;
}

const headerLength = 5;
const longestError = 1 << 20;

/**
 * Follows the server's messages just closely enough to know its last ErrorResponse. pg_dump prints an error's text, which the
 * server translates, but not its SQLSTATE, which it does not.
 * Format: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class ErrorWatch {
  last: ServerError | undefined;
  readonly #header = Buffer.alloc(headerLength);
  #headerBytes = 0;
  #bodyBytes = 0;
  #body: Buffer[] = [];

  /** Takes the server's bytes in order, in pieces of any size. */
  follow(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length) {
      at += this.#headerBytes < headerLength ? this.#takeHeader(bytes, at) : this.#takeBody(bytes, at);
      if (this.#headerBytes === headerLength && this.#bodyBytes === 0) this.#endMessage();
    }
  }

  #takeHeader(bytes: Buffer, at: number): number {
    const taken = bytes.copy(this.#header, this.#headerBytes, at);
    this.#headerBytes += taken;
    if (this.#headerBytes === headerLength) this.#bodyBytes = Math.max(0, this.#header.readInt32BE(1) - 4);
    return taken;
  }

  #takeBody(bytes: Buffer, at: number): number {
    const taken = Math.min(this.#bodyBytes, bytes.length - at);
    if (this.#isError() && this.#bodyBytes < longestError) this.#body.push(bytes.subarray(at, at + taken));
    this.#bodyBytes -= taken;
    return taken;
  }

  #endMessage(): void {
    if (this.#isError()) this.last = parseError(Buffer.concat(this.#body));
    this.#headerBytes = 0;
    this.#body = [];
  }

  #isError(): boolean {
    return this.#header[0] === 0x45; // E
  }
}

/** Fields of one byte (what it is) and a zero-ended text: C is the SQLSTATE, M the message. */
function parseError(body: Buffer): ServerError {
  const fields = body.toString().split('\0');
  const field = (type: string) => fields.find((text) => text.startsWith(type))?.slice(1) ?? '';
  return { sqlstate: field('C'), message: field('M') };
}
