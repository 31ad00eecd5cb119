import { PgstowError } from '../errors.ts';
import type { RowsDigest } from '../repository/contents.ts';
import { RowKernel } from './rowKernel.ts';

const headerSize = 5; // type, and a length that counts itself but not the type
const copyData = 0x64; // 'd'
/** The server never sends more: https://www.postgresql.org/docs/current/limits.html (a field's size) */
const longestMessage = 2 ** 30;
const nothing = new Uint8Array(0);

/**
 * Takes the server's half of the protocol apart while a COPY TO STDOUT runs: the payload of CopyData comes out as COPY
 * text, counted and hashed on the way; any other message comes out whole.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export class CopyDataReader {
  /** COPY text that the last `read` found; valid until the next `read`. Empty when there was none. */
  payload: Uint8Array = nothing;
  /** The message, header included, that the last `read` completed; of any type but CopyData. */
  message: Buffer | undefined;

  readonly #kernel = RowKernel.acquire();
  /** A header that is not whole yet, or a message's. */
  readonly #header = Buffer.alloc(headerSize);
  #headerBytes = 0;
  #message: Buffer | undefined;
  #messageBytes = 0;

  /** Reads on in `chunk` from `from`; returns how far it came, which is the chunk's end after enough calls. */
  read(chunk: Uint8Array, from: number): number {
    this.payload = nothing;
    this.message = undefined;
    if (this.#headerBytes > 0) return this.#readMessage(chunk, from);
    const taken = this.#kernel.deframe(chunk.subarray(from, from + this.#kernel.capacity));
    if (taken === 0) return this.#readMessage(chunk, from);
    this.payload = this.#kernel.payload();
    return from + taken;
  }

  /** Ends the stream; the reader is of no use afterwards. Throws `damaged` when the last row is not whole. */
  digest(): RowsDigest {
    return this.#kernel.rowsDigest();
  }

  /** Must be called once nobody uses `payload` any more. */
  release(): void {
    this.#kernel.release();
  }

  #readMessage(chunk: Uint8Array, from: number): number {
    let at = from;
    if (this.#headerBytes < headerSize) {
      const part = chunk.subarray(at, at + headerSize - this.#headerBytes);
      this.#header.set(part, this.#headerBytes);
      this.#headerBytes += part.byteLength;
      at += part.byteLength;
      if (this.#headerBytes < headerSize) return at;
      if (!this.#beginMessage()) return at;
    }
    const message = this.#message!;
    const part = chunk.subarray(at, at + message.byteLength - this.#messageBytes);
    message.set(part, this.#messageBytes);
    this.#messageBytes += part.byteLength;
    if (this.#messageBytes === message.byteLength) {
      this.message = message;
      this.#message = undefined;
      this.#headerBytes = 0;
    }
    return at + part.byteLength;
  }

  /** Looks at a header that has become whole. False when it is CopyData's after all, cut by the end of a chunk. */
  #beginMessage(): boolean {
    const length = this.#header.readUInt32BE(1);
    if (length < 4 || length > longestMessage) throw this.#nonsense(length);
    if (this.#header[0] === copyData) {
      this.#kernel.deframe(this.#header);
      this.#headerBytes = 0;
      return false;
    }
    this.#message = Buffer.allocUnsafe(1 + length);
    this.#message.set(this.#header);
    this.#messageBytes = headerSize;
    return true;
  }

  #nonsense(length: number): PgstowError {
    const type = this.#header.toString('latin1', 0, 1);
    return new PgstowError(
      'connection',
      `the server sent a message of type ${JSON.stringify(type)} and length ${length}`,
      {
        hint: 'this is not the PostgreSQL protocol: look for a proxy in between, and use TLS',
      },
    );
  }
}
