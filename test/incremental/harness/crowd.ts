import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ConnectionTarget } from '../../../engine/postgres/target.ts';
import { type Deed, deeds, definitionDeeds, longTransaction } from './deeds.ts';
import { Randomness } from './randomness.ts';

export interface Crowd {
  /** Lets all of them end what they are at. */
  readonly disperse: () => Promise<void>;
}

export interface CrowdOptions {
  readonly seed: number;
  readonly writers?: number;
  /** Milliseconds between two changes of definitions, at most. */
  readonly definitionPause?: number;
}

/** People who use a database at the same time, each over a connection of his own, until they are told to go. */
export function gather(target: ConnectionTarget, { seed, writers = 4, definitionPause = 300 }: CrowdOptions): Crowd {
  const stop = new AbortController();
  const person = (number: number, choose: (random: Randomness) => Deed, pause: number) =>
    live(target, new Randomness(seed * 100 + number), { choose, pause, signal: stop.signal });
  const people = [
    ...Array.from({ length: writers }, (_, i) => person(i, (random) => random.weighed(deeds), 30)),
    ...[50, 51].map((number) => person(number, () => longTransaction, 300)),
    person(60, (random) => random.weighed(definitionDeeds), definitionPause),
  ];
  return {
    disperse: async () => {
      stop.abort();
      await Promise.all(people);
    },
  };
}

interface Life {
  readonly choose: (random: Randomness) => Deed;
  readonly pause: number;
  readonly signal: AbortSignal;
}

/** What fails is taken back, and something else is tried; a lost connection is made again. */
async function live(target: ConnectionTarget, random: Randomness, { choose, pause, signal }: Life): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ ...target, ssl: false });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query(
        `SET lock_timeout = '1500ms'; SET statement_timeout = '10s'; SET synchronous_commit = ${random.chance(0.5) ? 'off' : 'on'}`,
      );
      while (!signal.aborted) {
        await choose(random)(client, random).catch(() => client.query('ROLLBACK'));
        await sleep(random.between(0, pause));
      }
    } catch {
      await sleep(200); // the server is away
    } finally {
      await client.end().catch(() => {});
    }
  }
}
