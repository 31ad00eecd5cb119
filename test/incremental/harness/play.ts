import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { TestDatabase } from '../../servers.ts';
import { gather } from './crowd.ts';
import { caseOf, everyRule, judge, noVerdict, ruleNames, type Verdict, without } from './judge.ts';
import { type Look, look } from './look.ts';
import { firstRows, playground } from './playground.ts';
import { Randomness } from './randomness.ts';

export interface PlayOptions {
  readonly seed: number;
  /** Ends with the look after which this is true, or at that time. */
  readonly enough: (verdict: Verdict) => boolean;
  readonly until: number;
  /** How finely tables are divided. Default: 4. */
  readonly blocksPerRange?: number;
  /** Done between two looks, such as a crash. */
  readonly between?: (random: Randomness, looks: number) => Promise<void>;
  /** Looks are also judged with each rule left out. */
  readonly leaveOut?: boolean;
}

export interface Played {
  readonly verdict: Verdict;
  readonly looks: number;
  /** How many ranges would have been wrong without a rule, by its name. */
  readonly wrongWithout: ReadonlyMap<string, number>;
}

/** How many looks back a base is. */
const distances = [1, 2, 4, 8, 15];

/** People change a database while it is looked at again and again; each look is decided upon with older ones as bases. */
export async function play(database: TestDatabase, options: PlayOptions): Promise<Played> {
  const random = new Randomness(options.seed);
  await database.query(playground);
  for (const rows of firstRows) await database.query(rows);
  await database.query('VACUUM (FREEZE, ANALYZE)');
  await database.query('CHECKPOINT');
  const crowd = gather(database.target, { seed: options.seed });
  const verdict = noVerdict();
  const wrongWithout = new Map<string, number>();
  const looks: Look[] = [];
  let count = 0;
  try {
    while (!options.enough(verdict) && Date.now() < options.until) {
      const now = await look(database.target, {
        number: ++count,
        older: looks,
        blocksPerRange: options.blocksPerRange ?? 4,
      }).catch(unlessAway);
      if (now) {
        for (const distance of distances) {
          const older = looks[distance - 1];
          if (older) await judgeAll(database, { older, now }, { verdict, wrongWithout, options });
        }
        looks.unshift(now);
        looks.splice(16);
      }
      await options.between?.(random, count);
      await sleep(random.between(0, 400));
    }
  } finally {
    await crowd.disperse();
    await endAllPrepared(database);
  }
  return { verdict, looks: count, wrongWithout };
}

/** A look that a crash has cut off, or a lock has kept from ending, is none. */
function unlessAway(thrown: unknown): undefined {
  const { code = '', message = '' } = thrown as { code?: string; message?: string };
  if (
    /lock|connection|database/.test(code) ||
    /terminat|recovery|starting up|shutting down|lock|no summary/i.test(message)
  )
    return undefined;
  if (['40P01', '55P03', '57P01', '57P02', '57P03', '42P01', 'XX000'].includes(code)) return undefined;
  throw thrown;
}

async function judgeAll(
  { target }: TestDatabase,
  { older, now }: { readonly older: Look; readonly now: Look },
  {
    verdict,
    wrongWithout,
    options,
  }: { readonly verdict: Verdict; readonly wrongWithout: Map<string, number>; readonly options: PlayOptions },
): Promise<void> {
  const one = await caseOf(target, older, now).catch(unlessAway);
  if (!one) return;
  judge(one, everyRule, verdict);
  if (!options.leaveOut) return;
  for (const name of ruleNames) {
    const rules = without(name);
    const asked = name === 'olderThanAllRunning' ? await caseOf(target, older, now, rules).catch(unlessAway) : one;
    if (asked) wrongWithout.set(name, (wrongWithout.get(name) ?? 0) + judge(asked, rules).wrong);
  }
}

/** They outlive a crash, and would keep the database from being dropped. */
async function endAllPrepared({ target }: TestDatabase): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ ...target, ssl: false });
    client.on('error', () => {});
    try {
      await client.connect();
      const { rows } = await client.query('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()');
      for (const { gid } of rows) await client.query(`ROLLBACK PREPARED '${gid}'`);
      return;
    } catch (thrown) {
      if (tries > 50) throw thrown;
      await sleep(200); // it recovers still
    } finally {
      await client.end().catch(() => {});
    }
  }
}
