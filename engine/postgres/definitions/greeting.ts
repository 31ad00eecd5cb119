import type pg from 'pg';

/**
 * What a server says between a StartupMessage and the first query, made up from what it has said to us: AuthenticationOk, its
 * parameters, the key for cancelling, ReadyForQuery.
 * Formats: https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function greeting(parameters: ReadonlyMap<string, string>, client: pg.Client): Buffer {
  const { processID, secretKey } = client;
  return Buffer.concat([
    message('R', int32(0)),
    ...[...parameters].map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
    message('K', Buffer.concat([int32(processID ?? 0), keyBytes(secretKey)])),
    message('Z', Buffer.from('I')),
  ]);
}

/** Reads a client's StartupMessage away, which may come in pieces: its length, then as many bytes. */
export class StartupReader {
  #bytes = Buffer.alloc(0);
  done = false;

  /** Nothing while the message is incomplete; then the bytes that follow it. */
  take(bytes: Buffer): Buffer | undefined {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
    if (this.#bytes.length < 4) return undefined;
    const length = this.#bytes.readInt32BE(0);
    if (this.#bytes.length < length) return undefined;
    this.done = true;
    return this.#bytes.subarray(length);
  }
}

/** `pg` gives the key of protocol 3.0, four bytes, as a number. */
export function keyBytes(key: number | Buffer | null): Buffer {
  return Buffer.isBuffer(key) ? key : int32(key ?? 0);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

export function message(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}
