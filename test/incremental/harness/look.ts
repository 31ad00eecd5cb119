import type pg from 'pg';
import { type Snapshot, withSnapshot } from '../../../engine/backup/snapshot.ts';
import { momentOf } from '../../../engine/incremental/moment.ts';
import type { SummaryFile } from '../../../engine/incremental/summaries.ts';
import { tableEvidence } from '../../../engine/incremental/tableEvidence.ts';
import type { TableNow, TableThen } from '../../../engine/incremental/tableRules.ts';
import { readFingerprints } from '../../../engine/postgres/catalog/fingerprints.ts';
import type { CatalogTable } from '../../../engine/postgres/catalog/tables.ts';
import { withConnection } from '../../../engine/postgres/connect.ts';
import { quoteIdent, quoteQualified } from '../../../engine/postgres/identifier.ts';
import { fixReadSettings } from '../../../engine/postgres/session.ts';
import type { ConnectionTarget } from '../../../engine/postgres/target.ts';
import { closeSummary, listSummaries } from '../../../engine/postgres/walSummaries.ts';
import type { WalMoment } from '../../../engine/repository/evidence.ts';

/** What a backup would know of a database at one snapshot, and what is really in it. */
export interface Look {
  readonly number: number;
  readonly moment: WalMoment;
  /** As the server listed them before a row was read. */
  readonly files: readonly SummaryFile[];
  readonly tables: ReadonlyMap<number, LookedTable>;
}

export interface LookedTable {
  readonly name: string;
  readonly now: TableNow;
  readonly was: TableThen;
  /** The same, had nobody looked whether its definition changed while it was read. */
  readonly wasWithoutPeace: TableThen;
  /** True when its text is not of one moment: then there is no truth to compare with. */
  readonly unstable: boolean;
  /** What is really in each range, by its number; none for one without rows. */
  readonly truth: ReadonlyMap<number, string>;
}

export interface LookOptions {
  readonly number?: number;
  /** Looks of the same server, the newest first: they know of checkpoints. */
  readonly older?: readonly Look[];
  readonly blocksPerRange?: number;
  /** Only these tables; all unless said. */
  readonly tables?: readonly string[];
  /** Whether the summary is finished. Default: it is. */
  readonly close?: boolean;
  /** Runs between the snapshot and the reading of rows. */
  readonly beforeReading?: () => Promise<void>;
  /** What the backup's settings would be. */
  readonly settings?: string;
  readonly rowSettings?: string;
  /** WHERE clauses, as extensions give them, by table. */
  readonly conditions?: Readonly<Record<string, string>>;
  /** So many blocks the table had when it was measured. Default: as many as it has. */
  readonly blocks?: number;
}

const tables = { include: ['public.*'], exclude: [], structureOnly: [] };

/** Looks at a database as a backup does, by the same code, and reads the truth by other means: md5 of the server's own row texts. */
export async function look(target: ConnectionTarget, options: LookOptions = {}): Promise<Look> {
  const objects = options.tables ? { ...tables, include: options.tables.map((name) => `public.${name}`) } : tables;
  return withSnapshot(target, objects, { plan: 'harness', onWait: () => {} }, async (snapshot) => {
    const moment = momentIn(snapshot, options);
    const data = snapshot.tables.data.filter(({ kind }) => kind === 'r');
    const fingerprints = await readFingerprints(
      snapshot.leader,
      data.map(({ oid }) => oid),
    );
    const files = await finishedSummaries(target, moment, options);
    await options.beforeReading?.();
    const truths = await readTruths(snapshot.leader, data, options);
    const after = await withConnection(target, {}, async (client) => {
      await fixReadSettings(client, snapshot.facts.versionNumber);
      return readFingerprints(
        client,
        data.map(({ oid }) => oid),
      );
    });
    const looked = data.flatMap((table) => {
      const [before, later] = [fingerprints.get(table.oid), after.get(table.oid)];
      const truth = truths.get(table.oid);
      if (!before || !later || !truth) return [];
      const step = options.blocksPerRange ?? 4;
      const blocks = options.blocks ?? table.blocks;
      const division = { blocksPerRange: step, ranges: Math.max(1, Math.ceil(blocks / step)), blocks };
      const condition = options.conditions?.[table.name] ?? null;
      const kept = { persistence: table.persistence, condition: condition ?? undefined };
      return [
        [
          table.oid,
          {
            name: table.name,
            now: { ...table, ...before, ...division, condition },
            was: { ...kept, evidence: tableEvidence(before, later, division) },
            wasWithoutPeace: { ...kept, evidence: tableEvidence(later, later, division) },
            unstable: before.fingerprint !== later.fingerprint,
            truth: asRanges(truth, division),
          },
        ] as const,
      ];
    });
    return { number: options.number ?? 0, moment, files, tables: new Map(looked) };
  });
}

function momentIn({ history, facts }: Snapshot, { older = [], settings = 'as ever' }: LookOptions): WalMoment {
  if ('obstacle' in history) throw new Error(`the server does not tell: ${history.obstacle.kind}`);
  const told = { ...history.position, checkpoint: history.checkpoint, settings };
  return momentOf(
    { ...told, systemIdentifier: facts.systemIdentifier! },
    older.map(({ moment }) => moment),
  );
}

async function finishedSummaries(
  target: ConnectionTarget,
  { end }: WalMoment,
  { close = true }: LookOptions,
): Promise<readonly SummaryFile[]> {
  return withConnection(target, {}, async (client) => {
    if (close && !(await closeSummary(client, { lsn: end, mayCheckpoint: true, patience: 30_000 })))
      throw new Error(`no summary reaches ${end}`);
    return listSummaries(client);
  });
}

/** By block, of tables that can be read in a moment. */
async function readTruths(
  leader: pg.Client,
  data: readonly CatalogTable[],
  { conditions = {}, rowSettings }: LookOptions,
): Promise<Map<number, Map<number, string>>> {
  const truths = new Map<number, Map<number, string>>();
  if (rowSettings) await leader.query(rowSettings);
  for (const { oid, schema, name, columns } of data) {
    const { rows } = await leader.query({
      text: `SELECT (ctid::text::point)[0]::int AS block, md5(string_agg(ROW(${columns.map(quoteIdent).join(', ')})::text, E'\\n' ORDER BY ctid)) AS hash
               FROM ONLY ${quoteQualified(schema, name)} ${conditions[name] ?? ''} GROUP BY 1`,
      rowMode: 'array',
    });
    truths.set(oid, new Map(rows as unknown as [number, string][]));
  }
  return truths;
}

/** The last range takes all that comes behind it. */
function asRanges(
  blocks: ReadonlyMap<number, string>,
  { blocksPerRange, ranges }: { readonly blocksPerRange: number; readonly ranges: number },
): Map<number, string> {
  const truth = new Map<number, string>();
  for (const [block, hash] of [...blocks].sort(([a], [b]) => a - b)) {
    const range = Math.min(Math.floor(block / blocksPerRange), ranges - 1);
    truth.set(range, `${truth.get(range) ?? ''} ${block}:${hash}`);
  }
  return truth;
}
