/** The parts of `ssh2` that pgstow relies on (`ssh2` 1.17). The types that are published bring those of an old Node.js along. */
declare module 'ssh2' {
  import type { EventEmitter } from 'node:events';
  import type { Duplex } from 'node:stream';

  export interface ConnectConfig {
    /** The connection to speak SSH over. */
    readonly sock: Duplex;
    readonly username: string;
    readonly privateKey?: string;
    readonly passphrase?: string;
    /** Path of the agent's socket. */
    readonly agent?: string;
    /** Is given the key as it comes over the wire. */
    readonly hostVerifier: (key: Buffer) => boolean;
    readonly readyTimeout: number;
    readonly keepaliveInterval: number;
    readonly keepaliveCountMax: number;
    readonly algorithms: Readonly<Record<'serverHostKey' | 'cipher' | 'hmac' | 'compress', readonly string[]>>;
  }

  /** Ends by `close()`; its `destroy` knows no error. */
  export interface Channel extends Duplex {
    close(): void;
  }

  type OnChannel = (error: (Error & { readonly reason?: number | string }) | undefined, channel: Channel) => void;

  export class Client extends EventEmitter {
    connect(config: ConnectConfig): this;
    forwardOut(fromHost: string, fromPort: number, toHost: string, toPort: number, done: OnChannel): this;
    openssh_forwardOutStreamLocal(path: string, done: OnChannel): this;
    end(): this;
  }

  const ssh2: { readonly Client: typeof Client };
  export default ssh2;
}
