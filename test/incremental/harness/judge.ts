import { allRules, type Rules, whyNoDatabase, whyRead } from '../../../engine/incremental/decide.ts';
import { type MarkerRules, markerRules } from '../../../engine/incremental/marker.ts';
import { setEvidence } from '../../../engine/incremental/moment.ts';
import { spanOf, whyNoBase } from '../../../engine/incremental/setRules.ts';
import { type Changes, coveringFiles, type SummaryFile } from '../../../engine/incremental/summaries.ts';
import { withConnection } from '../../../engine/postgres/connect.ts';
import type { ConnectionTarget } from '../../../engine/postgres/target.ts';
import { readChanges } from '../../../engine/postgres/walSummaries.ts';
import type { Look, LookedTable } from './look.ts';

/** The rules, all or without some; `readInPeace` stands for the fingerprints that are compared after the reading. */
export interface RuleBook extends Rules {
  readonly marker: MarkerRules;
  readonly readInPeace: boolean;
}

export const everyRule: RuleBook = { ...allRules, marker: markerRules, readInPeace: true };

/** The names of all rules. */
export const ruleNames: readonly string[] = [
  ...Object.values(allRules).flatMap((rules) => Object.keys(rules)),
  ...Object.keys(markerRules),
];

/** All rules but some, by their names. */
export function without(...names: readonly string[]): RuleBook {
  const left = <T extends object>(rules: T): T =>
    Object.fromEntries(Object.entries(rules).filter(([name]) => !names.includes(name))) as T;
  return {
    set: left(allRules.set),
    database: left(allRules.database),
    table: left(allRules.table),
    range: left(allRules.range),
    marker: left(markerRules),
    readInPeace: !names.includes('readInPeace'),
  };
}

export interface Verdict {
  /** Ranges that were decided upon, those that were held to be unchanged, and those of them that were not. */
  decisions: number;
  reused: number;
  wrong: number;
  /** How often each objection was the reason. */
  readonly reasons: Map<string, number>;
  /** What was wrong, some of it. */
  readonly examples: string[];
}

export function noVerdict(): Verdict {
  return { decisions: 0, reused: 0, wrong: 0, reasons: new Map(), examples: [] };
}

/** Two looks, the older one as a base, and what the summaries say of what lies between. */
export interface Case {
  readonly older: Look;
  readonly now: Look;
  readonly changes: Changes;
  readonly files: readonly SummaryFile[];
}

/** What the summaries say, to be asked before the newer look's rows are read: a summary reaches beyond the snapshot. */
export async function caseOf(
  target: ConnectionTarget,
  older: Look,
  now: Look,
  rules: RuleBook = everyRule,
): Promise<Case> {
  return { older, now, files: now.files, changes: await changesBetween(target, older, now, rules) };
}

async function changesBetween(target: ConnectionTarget, older: Look, now: Look, rules: RuleBook): Promise<Changes> {
  const evidence = setEvidence(older.moment, now.files, rules.marker);
  if (!evidence.base) return { tables: new Map(), wholeDatabase: false };
  const span = spanOf({ base: { ...evidence, base: evidence.base }, now: now.moment });
  const files = coveringFiles(now.files, now.moment.timeline, span) ?? now.files;
  return withConnection(target, {}, (client) =>
    readChanges(client, files, now.moment.databaseOid, watched(older, now)),
  );
}

/** By the older filenode too: a rule that is left out must not be made up for by looking elsewhere. */
function watched(older: Look, now: Look) {
  const known = [...older.tables.values(), ...now.tables.values()].map(({ now }) => [now.filenode, now] as const);
  return [...new Map(known).values()];
}

/** Decides range by range by the product's rules, and compares each that is held to be unchanged with the truth. */
export function judge({ older, now, changes, files }: Case, rules: RuleBook = everyRule, into = noVerdict()): Verdict {
  const evidence = setEvidence(older.moment, older.files, rules.marker);
  const base = evidence.base && { ...evidence, base: evidence.base };
  const objection = base
    ? (whyNoBase({ base, now: now.moment, files }, rules.set) ?? whyNoDatabase(changes, rules))
    : 'no checkpoint is old enough';
  for (const [oid, table] of now.tables) {
    const was = older.tables.get(oid);
    if (was && !table.unstable) judgeTable({ was, table, changes, objection }, rules, into);
  }
  return into;
}

function judgeTable(
  {
    was,
    table,
    changes,
    objection,
  }: { was: LookedTable; table: LookedTable; changes: Changes; objection: string | undefined },
  rules: RuleBook,
  into: Verdict,
): void {
  const pair = { was: rules.readInPeace ? was.was : was.wasWithoutPeace, now: table.now };
  for (let number = 0; number < table.now.ranges; number++) {
    into.decisions++;
    const reason = objection ?? whyRead({ ...pair, number, changes }, rules);
    if (reason !== undefined) {
      into.reasons.set(reason, (into.reasons.get(reason) ?? 0) + 1);
      continue;
    }
    into.reused++;
    if (was.truth.get(number) === table.truth.get(number)) continue;
    into.wrong++;
    if (into.examples.length < 5) into.examples.push(`${table.name}, range ${number}`);
  }
}
