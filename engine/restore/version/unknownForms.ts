import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Meaning, Tree } from '../rename/grammar.ts';

/** Words that every version's grammar takes and only newer servers know, with the version that brought them, by what they belong to. */
const since: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  /** https://www.postgresql.org/docs/current/ddl-priv.html */
  privilege: { maintain: 17 },
  /** https://www.postgresql.org/docs/current/sql-createview.html */
  ViewStmt: { security_invoker: 15 },
  /** https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-STORAGE-PARAMETERS */
  CreateStmt: {
    autovacuum_vacuum_insert_scale_factor: 13,
    autovacuum_vacuum_insert_threshold: 13,
    autovacuum_vacuum_max_threshold: 18,
    vacuum_max_eager_freeze_failure_rate: 18,
  },
  IndexStmt: { deduplicate_items: 13 },
  /** https://www.postgresql.org/docs/current/sql-createcollation.html */
  OBJECT_COLLATION: { rules: 16 },
  /** https://www.postgresql.org/docs/current/sql-createpublication.html */
  CreatePublicationStmt: { publish_via_partition_root: 13, publish_generated_columns: 18 },
  /** https://www.postgresql.org/docs/current/sql-createtype.html */
  OBJECT_TYPE: { subscript: 14, multirange_type_name: 14 },
};

/** What of an entry a server of this major version does not know, though its grammar takes it, in words. */
export function unknownForms(
  statements: readonly Meaning[],
  entry: ArchiveEntry,
  graph: ArchiveGraph,
  major: number,
): string[] {
  const isPartitioned = graph.ownerOf(entry).relkind === 'p';
  return statements.flatMap((statement) => [
    ...lateOptions(statement, major),
    ...lateForms(statement, major),
    ...(isPartitioned ? lateConstraints(statement, major) : []),
  ]);
}

function lateOptions({ kind, tree }: Meaning, major: number): string[] {
  const isLate = (of: string, word: string) => (since[of]?.[word] ?? 0) > major;
  const of = kind === 'DefineStmt' ? String(tree.kind) : kind === 'CreateRangeStmt' ? 'OBJECT_TYPE' : kind;
  const options = [tree.options, tree.definition, tree.params].flatMap((list) => (list ?? []) as { DefElem?: Tree }[]);
  const names = options.map(({ DefElem }) => String(DefElem?.defname).toLowerCase());
  const { privileges } = (tree.action as Tree | undefined) ?? tree; // those of default privileges are in an action
  const granted = ((privileges ?? []) as { AccessPriv?: Tree }[]).map(({ AccessPriv }) =>
    String(AccessPriv?.priv_name),
  );
  return [
    ...names.filter((name) => isLate(of, name)).map((name) => `it knows no option ${name} here`),
    ...granted.filter((name) => isLate('privilege', name)).map((name) => `it knows no privilege ${name.toUpperCase()}`),
  ];
}

function lateForms({ kind, tree }: Meaning, major: number): string[] {
  if (major >= 17) return [];
  if (kind === 'CreateEventTrigStmt' && tree.eventname === 'login') return ['it knows no event login'];
  const isBuiltin = tree.kind === 'OBJECT_COLLATION' && JSON.stringify(tree.definition).includes('"builtin"');
  return isBuiltin ? ['it knows no collation provider builtin'] : [];
}

/** https://www.postgresql.org/docs/release/17.0/, https://www.postgresql.org/docs/release/18.0/ */
function lateConstraints({ kind, tree }: Meaning, major: number): string[] {
  const commands = kind === 'AlterTableStmt' ? ((tree.cmds ?? []) as { AlterTableCmd?: { def?: Tree } }[]) : [];
  return commands.flatMap(({ AlterTableCmd }) => {
    const { contype, skip_validation: isNotValid } = (AlterTableCmd?.def?.Constraint ?? {}) as Tree;
    if (contype === 'CONSTR_EXCLUSION' && major < 17)
      return ['a partitioned table can have no exclusion constraint there'];
    if (contype === 'CONSTR_FOREIGN' && isNotValid && major < 18)
      return ['a foreign key of a partitioned table cannot be NOT VALID there'];
    return [];
  });
}
