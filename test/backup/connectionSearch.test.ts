import { describe, expect, test } from 'vitest';
import { ConnectionSearch } from '../../engine/backup/connectionSearch.ts';
import { growReaders, type Readers } from '../../engine/backup/growReaders.ts';
import { mostConnections, type Room } from '../../engine/backup/mostConnections.ts';
import { PgstowError } from '../../engine/errors.ts';

const plenty = { count: 64, boundedBy: '64 are the most' };

describe('the search for the useful number of connections', () => {
  test('adds connections as long as each makes the reading faster, and takes the last one back that does not', async () => {
    const readers = new SimulatedReaders((count) => 100 * Math.min(count, 5));
    const search = new ConnectionSearch(plenty);
    await growReaders(readers, search, readers.clock);
    expect(readers.counts).toEqual([2, 3, 4, 5, 6, 5]);
    expect(search.found).toEqual({ count: 5, reason: 'another one has brought no more' });
  });

  test('looks twice before it gives a connection up', async () => {
    // in the fourth interval, the first with four connections, the server has a checkpoint to write
    const readers = new SimulatedReaders((count, interval) => (interval === 3 ? 10 : 100 * count));
    await growReaders(readers, new ConnectionSearch({ ...plenty, count: 5 }), readers.clock);
    expect(readers.counts).toEqual([2, 3, 4, 5]);
  });

  test('never takes more than there may be, and says why', async () => {
    const readers = new SimulatedReaders((count) => 100 * count);
    const search = new ConnectionSearch({ count: 3, boundedBy: 'this machine has one processor' });
    await growReaders(readers, search, readers.clock);
    expect(readers.counts).toEqual([2, 3]);
    expect(search.found).toEqual({ count: 3, reason: 'more are not taken: this machine has one processor' });
  });

  test('goes on with those that it has when the server refuses another one', async () => {
    const readers = new SimulatedReaders((count) => 100 * count, { room: 4 });
    const search = new ConnectionSearch(plenty);
    await growReaders(readers, search, readers.clock);
    expect(search.found).toEqual({ count: 4, reason: 'the server has refused another one' });
  });

  test('fails with what keeps a new connection from reading', async () => {
    const readers = new SimulatedReaders((count) => 100 * count, { failure: new Error('the snapshot is gone') });
    await expect(growReaders(readers, new ConnectionSearch(plenty), readers.clock)).rejects.toThrow(
      'the snapshot is gone',
    );
  });

  test('hears of an added one that fails while another one is connecting', async () => {
    const first = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    let [bytes, joined] = [0, 0];
    const join = async () => {
      if (++joined === 1) return { ended: first.promise };
      first.reject(new Error('the store is away'));
      await new Promise(setImmediate); // long enough for a rejection that nobody hears to end the process
      over.resolve();
      return { ended: Promise.resolve() };
    };
    const sleep = async () => {
      bytes = bytes * 2 + 1000;
    };
    const clock = { now: () => bytes, sleep };
    const readers = { over: over.promise, join, leave: () => {}, bytes: 0 };
    const growing = growReaders(
      Object.defineProperty(readers, 'bytes', { get: () => bytes ** 2 }),
      new ConnectionSearch(plenty),
      clock,
    );
    await expect(growing).rejects.toThrow('the store is away');
  });

  test('ends with the reading', async () => {
    const readers = new SimulatedReaders((count) => 100 * count, { intervals: 2 });
    const search = new ConnectionSearch(plenty);
    await growReaders(readers, search, readers.clock);
    expect(search.found).toEqual({ count: 4, reason: 'all was read before another one was tried' });
  });
});

describe('the most connections', () => {
  const unlimited = { limit: Number.POSITIVE_INFINITY, used: 0, free: Number.POSITIVE_INFINITY };
  const room: Room = {
    server: {
      allowed: 97,
      free: 90,
      ofRole: unlimited,
      ofDatabase: unlimited,
    },
    cores: 32,
    memory: 2 ** 40,
    machines: 1,
  };
  const gibibyte = 2 ** 30;

  test.each<[string, Room, number, string]>([
    ['half of what the server has free', room, 45, 'the server has 90 free, and half of them stay so'],
    [
      'half of what the role has free',
      { ...room, server: { ...room.server, ofRole: { limit: 9, used: 0, free: 9 } } },
      4,
      'the server has 9 free, and half of them stay so',
    ],
    [
      'half of what the database has free',
      { ...room, server: { ...room.server, ofDatabase: { limit: 7, used: 1, free: 6 } } },
      3,
      'the server has 6 free, and half of them stay so',
    ],
    [
      'a share of it where several machines read',
      { ...room, machines: 8 },
      5,
      'the server has 90 free, and half of them stay so',
    ],
    ['four a processor', { ...room, cores: 2 }, 8, 'this machine has 2 processors'],
    ['what half of the memory has room for', { ...room, memory: gibibyte / 2 }, 10, "this machine's memory is needed"],
    ['64', { ...room, server: { ...room.server, free: 900 } }, 64, '64 are the most'],
    [
      'one, where there is hardly any room',
      { ...room, server: { ...room.server, free: 1 } },
      1,
      'the server has 1 free, and half of them stay so',
    ],
  ])('are %s', (_, given, count, boundedBy) => {
    expect(mostConnections(given)).toEqual({ count, boundedBy });
  });
});

/** Readers that read as fast as a rule says, in a time that passes when it is slept. */
class SimulatedReaders implements Readers {
  bytes = 0;
  /** How many there were, one after the other. */
  readonly counts: number[] = [2];
  readonly over: Promise<void>;
  readonly clock: NonNullable<Parameters<typeof growReaders>[2]>;
  readonly #limits: Limits;

  constructor(rate: (count: number, interval: number) => number, limits: Limits = {}) {
    this.#limits = limits;
    const over = Promise.withResolvers<void>();
    this.over = over.promise;
    let [now, interval] = [0, 0];
    this.clock = {
      now: () => now,
      sleep: async (milliseconds) => {
        if (interval === limits.intervals) {
          over.resolve();
          await new Promise(() => {});
        }
        now += milliseconds;
        this.bytes += (rate(this.#count, ++interval) * milliseconds) / 1000;
      },
    };
  }

  get #count(): number {
    return this.counts.at(-1)!;
  }

  async join(): Promise<{ readonly ended: Promise<void> }> {
    const { room, failure } = this.#limits;
    if (failure) throw failure;
    if (this.#count === room) throw new PgstowError('connection', 'sorry, too many clients already');
    this.counts.push(this.#count + 1);
    return { ended: Promise.resolve() };
  }

  leave(): void {
    this.counts.push(this.#count - 1);
  }
}

interface Limits {
  /** How many connections the server takes. */
  readonly room?: number;
  /** What a connection fails with. */
  readonly failure?: Error;
  /** After so many the reading is over. */
  readonly intervals?: number;
}
