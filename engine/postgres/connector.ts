import type { Duplex } from 'node:stream';

/** A way to servers that cannot be reached from here. Where a target has none, it is connected to directly. */
export interface Connector {
  /** As messages name it, such as `the bastion tunnel@bastion.example.com:22`. */
  readonly name: string;

  /** Goes as far as the other end of the way, and says how that was recognized. Rejects as {@link open} does. */
  reach(signal?: AbortSignal): Promise<string>;

  /**
   * Opens a stream to a server by the name that it has at the other end; `host` may be the path of the folder of a unix socket
   * there. Streams share one way, which is kept up for as long as there is one, and opened again when it was lost.
   *
   * Rejects with `connection` or `input`; the message is about the way, not about the server. A stream whose way is lost is
   * destroyed with an error that has the code ECONNRESET and says so.
   */
  open(host: string, port: number, signal?: AbortSignal): Promise<Duplex>;
}
