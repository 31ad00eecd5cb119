import { PgstowError } from '../errors.ts';
import { type Clock, systemClock } from '../pipe/throttle.ts';
import type { ConnectionSearch } from './connectionSearch.ts';

/** Those who read, as far as their number may change. */
export interface Readers {
  /** Bytes that all of them have read so far. */
  readonly bytes: number;
  /** Settled when there is nothing left to take, or the reading has failed. */
  readonly over: Promise<void>;
  /** One more. Resolves when it is connected, rejects when it is not; it takes nothing before. */
  join(): Promise<{ readonly ended: Promise<void> }>;
  /** One less, as soon as one has read what it is at. */
  leave(): void;
}

/** Long enough for some ranges to be read, and for what the server and the store do now and then not to count for much. */
const lookEvery = 2_000;

/** Adds readers as long as that is of use. Resolves when those that it has added have ended. */
export async function growReaders(
  readers: Readers,
  search: ConnectionSearch,
  clock: Clock = systemClock,
): Promise<void> {
  const added: Promise<void>[] = [];
  while (!search.isOver) {
    const rate = await nextRate(readers, clock);
    if (rate === undefined) break;
    const step = search.look(rate);
    if (step === 'reduce') readers.leave();
    if (step === 'add') added.push(...(await add(readers, search)));
  }
  await Promise.all(added);
}

/** Bytes a second from now to the next look; undefined when the reading is over before. */
async function nextRate(readers: Readers, clock: Clock): Promise<number | undefined> {
  const [began, before] = [clock.now(), readers.bytes];
  const stop = new AbortController();
  const slept = clock.sleep(lookEvery, stop.signal).then(
    () => true,
    () => false,
  );
  const isGoingOn = await Promise.race([slept, readers.over.then(() => false)]);
  stop.abort();
  return isGoingOn ? ((readers.bytes - before) * 1000) / (clock.now() - began) : undefined;
}

/** The server may have no room any more: those who read already can do without. */
async function add(readers: Readers, search: ConnectionSearch): Promise<Promise<void>[]> {
  try {
    const { ended } = await readers.join();
    ended.catch(() => {}); // heard in the end, though it may fail while another one is connecting
    return [ended];
  } catch (thrown) {
    if (!(thrown instanceof PgstowError) || thrown.code !== 'connection') throw thrown;
    search.refused();
    return [];
  }
}
