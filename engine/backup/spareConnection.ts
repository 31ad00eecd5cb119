import type pg from 'pg';
import { close } from '../postgres/connect.ts';

/**
 * A connection besides the leader that is lent to one after the other: who asks what was changed, who reads, who looks at the end whether
 * definitions are still the same. To connect takes as long as any of these questions. It is lent to one at a time, and never again after
 * something went wrong with it.
 */
export class SpareConnection {
  #client: Promise<pg.Client | undefined> = Promise.resolve(undefined);
  #isKept = false;

  /** Keeps one from now on, and begins to connect. That it cannot be had is told by whoever needs one. */
  begin(connect: () => Promise<pg.Client>): void {
    this.#isKept = true;
    this.#client = connect().catch(() => undefined);
  }

  /** The connection, which is the caller's then; undefined where there is none, or somebody else has it. */
  async take(): Promise<pg.Client | undefined> {
    const taken = this.#client;
    this.#client = Promise.resolve(undefined);
    const client = await taken;
    return client && !isLost(client) ? client : undefined;
  }

  /** Gives it back, outside of any transaction; false when it is not wanted. */
  async give(client: pg.Client): Promise<boolean> {
    if (!this.#isKept || isLost(client)) return false;
    const before = this.#client;
    this.#client = Promise.resolve(client);
    const other = await before;
    if (other) await close(other);
    return true;
  }

  async end(): Promise<void> {
    this.#isKept = false;
    const client = await this.take();
    if (client) await close(client);
  }
}

function isLost(client: pg.Client): boolean {
  return client.connection.stream.destroyed;
}
