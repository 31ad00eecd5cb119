import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';

/** The parts of `pg` that its published types leave out and pgstow relies on (`pg` 8.23). */
declare module 'pg' {
  interface Client {
    readonly connection: RawConnection;
    readonly processID: number | null;
    readonly secretKey: number | Buffer | null;
  }

  interface RawConnection extends EventEmitter {
    /** The socket, TLS included once the connection stands. */
    readonly stream: Socket;
    query(text: string): void;
    parse(
      statement: { readonly name: string; readonly text: string; readonly types: readonly number[] },
      more: boolean,
    ): void;
    sync(): void;
    sendCopyFail(message: string): void;
  }
}
