import type { ListedDrill, Pin, SetManifest, SetStorage, TableItem } from '../../engine/index.ts';
import { archivedShareText } from '../../words/archiveText.ts';
import { drillLine } from '../../words/drillText.ts';
import { count, counted, duration, instant, qualified, size } from '../../words/human.ts';
import { connectionsText, readingText, readReasons, tableReading } from '../../words/readingText.ts';
import { type Column, facts } from '../../words/table.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function showCommand(): PgstowCommand {
  return new PgstowCommand('show')
    .summary('show what a set holds')
    .description(
      'Shows what a set holds: where it comes from, its tables with rows and bytes, totals and warnings; what keeps it; and what of it is archived, and how long ' +
        'thawing that takes. In a bucket all blobs are listed for that.',
    )
    .argument('<set>', "a set's id, as pgstow sets lists it")
    .examples('pgstow show 20261122T213000Z-k3v9qa', 'pgstow show 20261122T213000Z-k3v9qa --json')
    .does(async (invocation, id: string) => {
      const repository = await invocation.repository();
      const { sets, pins, drills } = repository;
      const { setStorage } = await invocation.engine();
      const set = await sets.get(id);
      const pinned = await pins.of(set);
      const practised = await drills.of(set);
      const contents = await sets.readContents(set);
      const storage = await invocation.run('show', ({ signal }) => setStorage(repository, set, contents, { signal }));
      const tables = contents.filter((item) => item.kind === 'table');
      const { output } = invocation;
      output.print(`${headOf(set, { pins: pinned, drills: practised, storage })}\n`);
      const reasons = readReasons(set).map((reason) => `read: ${reason}\n`);
      if (reasons.length > 0) output.print(reasons.join(''));
      output.printTable([...tables].sort(byName), set.reading?.base === undefined ? columns : readColumns);
      for (const warning of set.warnings) output.print(`\nwarning: ${warning}`);
      output.document({
        set,
        pins: pinned,
        ...storage,
        drills: practised,
        tables: tables.map(({ kind: _, ...table }) => table),
      });
    });
}

interface About {
  readonly pins: readonly Pin[];
  readonly drills: readonly ListedDrill[];
  readonly storage: SetStorage;
}

function headOf(whole: SetManifest, { pins, drills, storage: { archived, lock } }: About): string {
  const { set, plan, planRevision, source, totals, warnings, ...manifest } = whole;
  const took = duration(Date.parse(manifest.finishedAt) - Date.parse(manifest.startedAt));
  return facts({
    set,
    plan: `${plan}, revision ${planRevision}`,
    'state of': instant(manifest.snapshotAt),
    took,
    database: `${source.address}, PostgreSQL ${source.serverVersion}, ${source.encoding}`,
    holds: [
      counted(totals.tables, 'table'),
      counted(totals.rows, 'row'),
      counted(totals.sequences, 'sequence'),
      counted(totals.largeObjects, 'large object'),
    ].join(', '),
    size: `${size(totals.bytes)}; ${size(totals.storedBytes)} stored in ${counted(totals.blobs, 'blob')}, ${size(totals.newBytes)} of it new`,
    read: readingText(whole),
    connections: connectionsText(whole),
    'left out': manifest.selection.complete ? undefined : 'some tables or rows, as the plan says',
    border: manifest.crossBorder && borderOf(manifest.crossBorder),
    pinned: reasonsOf(pins.filter(({ hold }) => !hold)),
    'legal hold': reasonsOf(pins.filter(({ hold }) => hold)),
    archived: archived.length > 0 ? `${archived.map(archivedShareText).join('; ')}: pgstow thaw ${set}` : undefined,
    locked: lock && lockText(lock),
    drills: drills.length > 0 ? drills.map(drillLine).join('; ') : undefined,
    warnings: warnings.length > 0 ? `${count(warnings.length)}, below` : undefined,
  });
}

function lockText({ mode, until, ended }: NonNullable<SetStorage['lock']>): string {
  return ended ? `no more; its lock (${mode}) ended ${instant(until)}` : `until ${instant(until)} (${mode})`;
}

function reasonsOf(pins: readonly Pin[]): string | undefined {
  if (pins.length === 0) return undefined;
  return pins.map(({ reason, by, at }) => `${reason} (${by}, ${instant(at)})`).join('; ');
}

function borderOf({ source, repository, reason }: NonNullable<SetManifest['crossBorder']>): string {
  return `from ${source} to ${repository}, which the plan allows: ${reason}`;
}

function byName(a: TableItem, b: TableItem): number {
  return a.schema === b.schema ? (a.name < b.name ? -1 : 1) : a.schema < b.schema ? -1 : 1;
}

const held: readonly Column<TableItem>[] = [
  { title: 'TABLE', value: qualified },
  { title: 'ROWS', value: ({ rows, structureOnly }) => (structureOnly ? '-' : count(rows)), alignRight: true },
  { title: 'SIZE', value: ({ bytes, structureOnly }) => (structureOnly ? '-' : size(bytes)), alignRight: true },
];

const columns: readonly Column<TableItem>[] = [...held, { title: 'REMARK', value: remarkOf }];

/** Where some was not read. */
const readColumns: readonly Column<TableItem>[] = [
  ...held,
  { title: 'READ', value: (table) => tableReading(table).read, alignRight: true },
  { title: 'NOT READ', value: (table) => tableReading(table).reused, alignRight: true },
  { title: 'NEW', value: (table) => tableReading(table).stored, alignRight: true },
  { title: 'REMARK', value: (table) => [remarkOf(table), table.reading?.reason].filter(Boolean).join('; ') },
];

function remarkOf({ structureOnly, extension, persistence }: TableItem): string {
  if (structureOnly) return 'structure only';
  if (extension) return `configuration of extension ${extension}`;
  return persistence === 'u' ? 'unlogged' : '';
}
