import type { ConnectionsFound } from '../repository/evidence.ts';

/** How many connections may read at most, and what does not let there be more. */
export interface MostConnections {
  readonly count: number;
  /** Such as `this machine has 2 processors`. */
  readonly boundedBy: string;
}

/** What to do after a look at how much was read: `reduce` is one connection less, and the end of the search like `stay`. */
export type Step = 'add' | 'look again' | 'reduce' | 'stay';

/** So many connections begin: the one that holds the snapshot, which has the definitions to read first, and another. */
export const firstConnections = 2;
/** One more connection has to bring so much more, as a factor. Less is as likely chance, and a burden on the database. */
const usefulGrowth = 1.05;
/** A checkpoint of the server, or a blob that waits, may spoil one look: so often is looked before a connection counts as useless. */
const looksEach = 2;

/**
 * Looks for the number of connections from which on another one brings no more: one is added as long as the last one was of use.
 * Time and the counting of bytes are the caller's.
 */
export class ConnectionSearch {
  readonly #most: MostConnections;
  #count: number;
  /** Bytes a second with one connection less. */
  #before = 0;
  /** The best of the looks at this number of connections. */
  #best = 0;
  #looks = 0;
  #reason = 'all was read before another one was tried';
  #isOver = false;

  constructor(most: MostConnections) {
    this.#most = most;
    this.#count = Math.min(firstConnections, most.count);
  }

  get found(): ConnectionsFound {
    return { count: this.#count, reason: this.#reason };
  }

  /** Whether there is nothing more to look for. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Takes what was read of late, in bytes a second, while as many connections have read as were asked for. */
  look(rate: number): Step {
    this.#best = Math.max(this.#best, rate);
    this.#looks++;
    if (this.#best >= this.#before * usefulGrowth) return this.#add();
    if (this.#looks < looksEach) return 'look again';
    this.#end('another one has brought no more');
    this.#count--;
    return 'reduce';
  }

  /** The server has refused the connection that was added. */
  refused(): void {
    this.#count--;
    this.#end('the server has refused another one');
  }

  #add(): Step {
    if (this.#count >= this.#most.count) {
      this.#end(`more are not taken: ${this.#most.boundedBy}`);
      return 'stay';
    }
    [this.#before, this.#best, this.#looks] = [this.#best, 0, 0];
    this.#count++;
    return 'add';
  }

  #end(reason: string): void {
    this.#reason = reason;
    this.#isOver = true;
  }
}
