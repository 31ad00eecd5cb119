import type { Action } from '../preview/decide.ts';
import { loadGrammar } from '../rename/grammar.ts';
import type { QualifiedName } from '../rename/qualifiedName.ts';
import { renameArchive } from '../rename/renameArchive.ts';
import type { Previewed, Wanted } from '../target/readTarget.ts';
import type { CatalogToBuild, Decided } from '../work.ts';

/** What the first leader has decided: the others do the same, and ask nobody again. */
export interface SharedPlan {
  /** The run that has decided it: what was read back before is read once more. */
  readonly begunBy: string;
  /** By the numbers of the entries, as the set has them. */
  readonly actions: readonly (readonly [number, Action])[];
  readonly names: readonly (readonly [number, QualifiedName])[];
  /** Which of the set's tables are loaded, by their places among these. */
  readonly loaded: readonly number[];
  readonly everything: boolean;
  /** What of the target is needed to build. */
  readonly tablespaces: readonly string[];
  readonly defaultGrantees: readonly (readonly [string, readonly string[]])[];
  readonly warnings: readonly string[];
}

export function sharedPlan(begunBy: string, { decided, plan, contents, catalog }: Previewed): SharedPlan {
  const loaded = new Set(plan.tables);
  return {
    begunBy,
    actions: [...decided.actions],
    names: [...decided.names],
    loaded: contents.tables.flatMap((table, i) => (loaded.has(table) ? [i] : [])),
    everything: plan.everything,
    tablespaces: [...catalog.tablespaces],
    defaultGrantees: [...catalog.defaultGrantees],
    warnings: plan.preview.warnings,
  };
}

export function catalogToBuild({ tablespaces, defaultGrantees }: SharedPlan): CatalogToBuild {
  return { tablespaces: new Set(tablespaces), defaultGrantees: new Map(defaultGrantees) };
}

/** The same as who has decided it has. */
export async function decidedBy(
  shared: SharedPlan,
  wanted: Wanted,
): Promise<Pick<Decided, 'graph' | 'contents' | 'plan'>> {
  const [actions, names, loaded] = [new Map(shared.actions), new Map(shared.names), new Set(shared.loaded)];
  const grammar = names.size > 0 || wanted.graph !== wanted.inSet ? await loadGrammar() : undefined;
  const archive = renameArchive({ ...wanted, actions }, names, grammar);
  const tables = archive.contents.tables.filter((_, i) => loaded.has(i));
  const preview = {
    items: [],
    problems: [],
    warnings: shared.warnings,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    bytes: tables.reduce((sum, { bytes }) => sum + bytes, 0),
  };
  return {
    graph: archive.graph,
    contents: archive.contents,
    plan: { preview, actions: archive.actions, tables, everything: shared.everything },
  };
}
