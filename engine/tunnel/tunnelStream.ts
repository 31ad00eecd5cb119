import { Duplex } from 'node:stream';
import type { Channel } from 'ssh2';

/**
 * A connection that the bastion has opened for us, as a stream that ends and fails as a socket does: a channel of `ssh2` tells of
 * no error, forgets the callbacks of what it can no longer write, and closes by itself only when it was read to its end.
 */
export class TunnelStream extends Duplex {
  readonly #channel: Channel;
  #closed = false;
  /** Called when the bytes that are being written have gone, or cannot go any more. */
  #written: ((error?: Error) => void) | undefined;

  constructor(channel: Channel) {
    super({ allowHalfOpen: false });
    this.#channel = channel;
    channel.on('data', (bytes: Buffer) => {
      if (!this.push(bytes)) channel.pause();
    });
    channel.on('end', () => this.push(null));
    channel.on('close', () => this.#hasClosed());
  }

  override _read(): void {
    this.#channel.resume();
  }

  override _write(bytes: Buffer, encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#written = done;
    if (this.#closed) this.#settle(broken());
    else this.#channel.write(bytes, encoding, () => this.#settle());
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#channel.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#channel.resume(); // what nobody reads any more would keep it from closing
    this.#channel.close();
    done(error);
  }

  #hasClosed(): void {
    this.#closed = true;
    if (!this.readableEnded) this.push(null);
    this.#settle(broken());
  }

  #settle(error?: Error): void {
    const written = this.#written;
    this.#written = undefined;
    written?.(error);
  }
}

/** What a socket says of what is written to an end that is gone. */
function broken(): Error {
  return Object.assign(new Error('the other end has closed the connection'), { code: 'EPIPE' });
}
