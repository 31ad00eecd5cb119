import { describeEntry } from '../../archive/archiveGraph.ts';
import { linkedTable, linkKinds } from '../../archive/links.ts';
import { isBlank, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { Action, PreviewInput } from './decide.ts';

type Actions = ReadonlyMap<number, Action>;

/** Why a part is left out: something that it cannot do without is neither restored nor there. */
export function leftOutForLack(
  entry: ArchiveEntry,
  whole: ArchiveEntry,
  input: PreviewInput,
  actions: Actions,
): string | undefined {
  const missing = missingLink(entry, whole, input, actions);
  if (missing) return `${missing} is neither restored nor in the target`;
  const lacking = usesLeftOut(entry, whole, input, actions);
  return lacking && `it uses ${describeEntry(lacking)}, which is left out`;
}

/** What an entry cannot do without and is left out: another part of its whole, or something that is not in the target either. */
function usesLeftOut(
  entry: ArchiveEntry,
  whole: ArchiveEntry,
  { graph, target }: PreviewInput,
  actions: Actions,
): ArchiveEntry | undefined {
  const isLeftOut = (need: ArchiveEntry) => actions.get(need.dumpId) === 'omit';
  return entry.dependencies
    .flatMap((id) => graph.get(id) ?? [])
    .find((need) => {
      const other = graph.ownerOf(need);
      return other === whole ? isLeftOut(need) : (isLeftOut(need) || isLeftOut(other)) && !target.has(other);
    });
}

function missingLink(
  entry: ArchiveEntry,
  whole: ArchiveEntry,
  { graph, target, chosen }: PreviewInput,
  actions: Actions,
): string | undefined {
  if (!linkKinds.has(entry.desc)) return undefined;
  const named = linkedTable(entry);
  if (named && graph.find('TABLE', named) === undefined && !target.hasRelation(named.schema, named.name)) {
    return `table ${named.schema}.${named.name}`; // excluded by the plan: the archive does not know it
  }
  for (const id of entry.dependencies) {
    const linked = graph.get(id);
    if (linked === undefined || linked === whole || graph.ownerOf(linked) === whole) continue;
    const other = graph.ownerOf(linked);
    if (actions.get(other.dumpId) === undefined && !target.has(other)) return describeEntry(other);
    // a table that a view needs comes without its keys, should nobody have asked for it
    const comes = chosen.asked.has(linked.dumpId) || chosen.needed.has(linked.dumpId);
    if (!comes && !target.has(other)) return describeEntry(linked);
  }
  return undefined;
}

/**
 * Policies, and what is said of them, of tables that lack one of their restrictive policies: what the others allow would show
 * rows that it hides. By entry, with the reason.
 */
export function unrestrictedPolicies(
  entries: readonly ArchiveEntry[],
  { graph }: Pick<PreviewInput, 'graph'>,
  actions: Actions,
): ReadonlyMap<number, string> {
  const isLeftOut = ({ dumpId }: ArchiveEntry) => actions.get(dumpId) === 'omit';
  const policies = entries.filter(({ desc }) => desc === 'POLICY');
  const lacking = policies.filter((policy) => isRestrictive(policy) && isLeftOut(policy));
  const byTable = new Map(lacking.map((policy) => [graph.ownerOf(policy), policy]));
  const reasons = new Map<number, string>();
  for (const entry of byTable.size > 0 ? entries : []) {
    const policy = entry.desc === 'COMMENT' ? graph.get(entry.dependencies[0] ?? -1) : entry;
    const restriction = policy?.desc === 'POLICY' ? byTable.get(graph.ownerOf(policy)) : undefined;
    if (restriction && !isLeftOut(entry))
      reasons.set(entry.dumpId, `rows that ${describeEntry(restriction)} hides would be shown without it`);
  }
  return reasons;
}

/** `CREATE POLICY p ON a.t AS RESTRICTIVE …` */
function isRestrictive({ defn }: ArchiveEntry): boolean {
  const tokens = tokenize(defn ?? '').filter((token) => !isBlank(token));
  return tokens[7]?.text === 'AS' && tokens[8]?.text === 'RESTRICTIVE';
}
