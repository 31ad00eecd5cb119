import type { ArchiveGraph } from '../../archive/archiveGraph.ts';
import type {
  ContentItem,
  LargeObjectsItem,
  MaterializedViewItem,
  RangeItem,
  RoleItem,
  SequenceItem,
  TableItem,
} from '../../repository/contents.ts';
import type { Aside } from '../build/aside.ts';
import type { RestorePlan } from '../preview/preview.ts';

/** A value for a sequence. */
export interface SequenceValue {
  readonly item: SequenceItem;
  /** Where the sequence is. */
  readonly schema: string;
  /** True when it was in the target before, and stays. */
  readonly standing: boolean;
  /** True when it, or another of its name, is in use until the swap. */
  readonly afterSwap: boolean;
}

/** A set's items, by what a restore asks of them. */
export class SetContents {
  readonly tables: readonly TableItem[];
  readonly largeObjects: readonly LargeObjectsItem[];
  readonly roles: readonly RoleItem[];
  readonly #items: readonly ContentItem[];
  readonly #ranges: ReadonlyMap<TableItem, readonly RangeItem[]>;
  readonly #sequences: readonly SequenceItem[];
  readonly #views: readonly MaterializedViewItem[];

  /** The same under the set's own names. */
  readonly #asInSet: SetContents | undefined;

  constructor(items: readonly ContentItem[], asInSet?: SetContents) {
    const of = <K extends ContentItem['kind']>(kind: K) =>
      items.filter((item): item is Extract<ContentItem, { kind: K }> => item.kind === kind);
    this.#items = items;
    this.#asInSet = asInSet;
    this.tables = of('table');
    this.largeObjects = of('largeObjects');
    this.roles = of('role');
    this.#sequences = of('sequence');
    this.#views = of('materializedView');
    this.#ranges = Map.groupBy(of('range'), (range) => items[range.table] as TableItem);
  }

  /** The same in the same order, under other names. Extensions bring their tables and sequences under their own. */
  renamed(newName: (of: NamedItem) => { schema: string; name: string } | undefined): SetContents {
    return new SetContents(
      this.#items.map((item) => {
        if (!isNamed(item) || ('extension' in item && item.extension !== undefined)) return item;
        return { ...item, ...newName(item) };
      }),
      this,
    );
  }

  /** A table under the set's own name. */
  inSet(table: TableItem): TableItem {
    return this.#asInSet ? this.#asInSet.inSet(this.#asInSet.tables[this.tables.indexOf(table)]!) : table;
  }

  rangesOf(table: TableItem): readonly RangeItem[] {
    return this.#ranges.get(table) ?? [];
  }

  /** The OIDs of the large objects, ascending. */
  get largeObjectOids(): number[] {
    return this.largeObjects.flatMap(({ part, oids }) => (part === 'data' ? oids : [])).sort((a, b) => a - b);
  }

  /** The sequences that get the set's values, and where they are before the swap. */
  sequencesOf(plan: RestorePlan, graph: ArchiveGraph, aside: Aside): SequenceValue[] {
    return this.#sequences.flatMap((item): SequenceValue[] => {
      const fresh = { item, schema: item.schema, standing: false, afterSwap: false };
      if (item.extension !== undefined) return comesWith(item.extension, plan, graph) ? [fresh] : [];
      const entry = graph.find('SEQUENCE', item);
      const action = entry && plan.actions.get(entry.dumpId);
      if (!entry || !action || !['create', 'replace', 'append'].includes(action)) return [];
      const owner = graph.ownerOf(entry);
      if (aside.has({ schema: owner.namespace ?? '', name: owner.tag })) {
        return [{ ...fresh, schema: aside.newSchema(item.schema) }];
      }
      return [{ ...fresh, standing: action === 'append', afterSwap: action !== 'create' }];
    });
  }

  /** Materialized views that held data, in the archive's order. */
  populatedViews(graph: ArchiveGraph): MaterializedViewItem[] {
    return graph.entries
      .filter(({ desc }) => desc === 'MATERIALIZED VIEW')
      .flatMap((entry) => this.#views.filter(({ schema, name }) => entry.namespace === schema && entry.tag === name));
  }
}

/** What has a name in a schema. */
type NamedItem = TableItem | SequenceItem | MaterializedViewItem;

/** pg_dump's words for their entries. */
export const descOf: Readonly<Record<NamedItem['kind'], string>> = {
  table: 'TABLE',
  sequence: 'SEQUENCE',
  materializedView: 'MATERIALIZED VIEW',
};

function isNamed(item: ContentItem): item is NamedItem {
  return item.kind === 'table' || item.kind === 'sequence' || item.kind === 'materializedView';
}

/** What an extension registered comes with it; of one that was there the values stay. */
function comesWith(extension: string, { actions }: RestorePlan, graph: ArchiveGraph): boolean {
  const entry = graph.find('EXTENSION', { schema: '', name: extension });
  return entry !== undefined && actions.get(entry.dumpId) === 'create';
}
