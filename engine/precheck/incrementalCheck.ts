import type pg from 'pg';
import { type SummaryObstacle, summaryObstacle } from '../postgres/catalog/walHistory.ts';
import { quoteIdent } from '../postgres/identifier.ts';
import { readCheckpointRights } from '../postgres/walSummaries.ts';
import { longestGap } from '../schedule/longestGap.ts';
import { durationText } from '../spec/duration.ts';
import type { PlanDocument } from '../spec/plan.ts';
import { type Outcome, pass, warn } from './report.ts';
import type { Source } from './source.ts';

/** Whether sets of the plan will leave unread what was not changed, and what to set for it. */
export async function incrementalCheck(source: Source): Promise<Outcome> {
  const { client, facts, plan } = source;
  if (plan.document.incremental === 'off') return pass('the plan says incremental: off, so every set reads all');
  const obstacle = await summaryObstacle(client, facts);
  if (obstacle) return obstacleOutcome(obstacle, source);
  const lacks = await lacking(source);
  if (lacks.length === 0)
    return pass('the server tells which blocks were changed: sets read those, and a sample of the rest');
  const but = lacks.map(({ message }) => message).join('; and ');
  return warn(`the server tells which blocks were changed, but ${but}`, remedyOf(lacks));
}

const readsAll = 'every set reads all';

async function obstacleOutcome(obstacle: SummaryObstacle, source: Source): Promise<Outcome> {
  const role = quoteIdent(source.target.user);
  switch (obstacle.kind) {
    case 'version':
      return pass(`${readsAll}: only PostgreSQL 17 and 18 tell which blocks were changed`);
    case 'standby':
      return pass(`${readsAll}: a standby does not tell which blocks were changed`);
    case 'off': {
      const remedy = [switchOn(await currentLevel(source.client)), remedyOf(await lacking(source))];
      return warn(`${readsAll}: the server does not tell which blocks were changed`, remedy.filter(Boolean).join('\n'));
    }
    case 'bypassed':
      return pass(`${readsAll}: the extension pg_bulkload writes rows that the WAL does not tell of`);
    case 'systemIdentifier':
      return warn(
        `${readsAll}: ${role} may not ask for the identity of the server`,
        executeGrants(['pg_control_system()'], role),
      );
    case 'functions':
      return warn(
        `${readsAll}: ${role} may not ask which blocks were changed`,
        executeGrants(obstacle.functions, role),
      );
    default:
      return obstacle satisfies never;
  }
}

function switchOn(walLevel: string): string {
  const summarize = 'ALTER SYSTEM SET summarize_wal = on; SELECT pg_reload_conf();';
  if (walLevel !== 'minimal') return summarize;
  return `ALTER SYSTEM SET wal_level = replica; ALTER SYSTEM SET summarize_wal = on; -- and restart the server`;
}

function executeGrants(functions: readonly string[], role: string): string {
  return functions.map((name) => `GRANT EXECUTE ON FUNCTION pg_catalog.${name} TO ${role};`).join('\n');
}

async function currentLevel(client: pg.Client): Promise<string> {
  const { rows } = await client.query(`SELECT pg_catalog.current_setting('wal_level') AS level`);
  return rows[0].level;
}

/** What is to be set besides, so that it is of use. */
interface Lack {
  readonly message: string;
  readonly remedy: string;
}

async function lacking(source: Source): Promise<readonly Lack[]> {
  return [...(await forgetful(source)), ...(await slow(source))];
}

function remedyOf(lacks: readonly Lack[]): string {
  return lacks.map(({ remedy }) => remedy).join('\n');
}

async function forgetful({ client, plan }: Source): Promise<readonly Lack[]> {
  const kept = await keptFor(client);
  const needed = longestPause(plan.document);
  if (kept === 0 || kept >= needed) return [];
  return [
    {
      message: `it forgets that after ${durationText(kept)}, before two sets in a row could fail: then a set reads all`,
      remedy: `ALTER SYSTEM SET wal_summary_keep_time = '${Math.ceil(needed / (24 * hour))}d'; SELECT pg_reload_conf();`,
    },
  ];
}

/** How long the server keeps what it tells, in milliseconds; 0 for ever. */
async function keptFor(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    `SELECT setting::float8 * 60000 AS kept FROM pg_catalog.pg_settings WHERE name = 'wal_summary_keep_time'`,
  );
  return rows[0].kept;
}

const hour = 3_600_000;
/** What a plan without a schedule is taken to need. */
const usualPause = 24 * hour;

/** From the checkpoint before one set to the next set; twice that, for one that fails or comes late. */
function longestPause({ schedule }: PlanDocument): number {
  const gap = schedule && !('once' in schedule) ? longestGap(schedule, new Date()) : usualPause;
  return 2 * gap + hour;
}

async function slow({ client, target }: Source): Promise<readonly Lack[]> {
  const { mayCheckpoint, checkpointTimeout } = await readCheckpointRights(client);
  if (mayCheckpoint) return [];
  return [
    {
      message: `${target.user} may not have a checkpoint made: a backup waits for the server's own, up to ${durationText(checkpointTimeout)}, or reads all where that is quicker`,
      remedy: `GRANT pg_checkpoint TO ${quoteIdent(target.user)};`,
    },
  ];
}
