import type { Archive, ArchiveEntry } from '../postgres/archive.ts';

/** Kinds of entries that stand for something with a name in `pg_class`: what can be in the way of a restore. */
export const relationKinds: ReadonlySet<string> = new Set([
  'TABLE',
  'VIEW',
  'MATERIALIZED VIEW',
  'SEQUENCE',
  'FOREIGN TABLE',
]);

/** Kinds of entries that are a part of a relation or hang on one: they come and go with it. */
const partKinds: ReadonlySet<string> = new Set([
  'CHECK CONSTRAINT',
  'CONSTRAINT',
  'DEFAULT',
  'FK CONSTRAINT',
  'INDEX',
  'INDEX ATTACH',
  'POLICY',
  'PUBLICATION TABLE',
  'ROW SECURITY',
  'RULE',
  'SEQUENCE OWNED BY',
  'STATISTICS',
  'TABLE ATTACH',
  'TRIGGER',
]);

/** Kinds that say something about another entry, the first one they depend on. */
const remarkKinds: ReadonlySet<string> = new Set(['ACL', 'COMMENT', 'SECURITY LABEL']);

/** Kinds that concern the database as a whole and are carried out only when the restore creates it. */
export const databaseKinds: ReadonlySet<string> = new Set(['DATABASE', 'DATABASE PROPERTIES']);

/** Settings of the archive itself; never run. */
const preambleKinds: ReadonlySet<string> = new Set(['ENCODING', 'STDSTRINGS', 'SEARCHPATH']);

/** An archive's entries and how they hang together. */
export class ArchiveGraph {
  /** In an order that respects all dependencies; without the preamble. */
  readonly entries: readonly ArchiveEntry[];
  /** The major version of the server that they come from. */
  readonly major: number;
  /** The same graph under the names of the set, by which it is known what hangs on what. */
  readonly #asInSet: ArchiveGraph | undefined;
  readonly #byId: ReadonlyMap<number, ArchiveEntry>;
  readonly #byName: ReadonlyMap<string, ArchiveEntry>;
  readonly #ownedSequences: ReadonlyMap<number, ArchiveEntry>;
  /** Child's dump id to the entry of its parent, for partitions attached by an entry of their own. */
  readonly #attachedTo: ReadonlyMap<number, ArchiveEntry>;
  /** Parent's dump id to the entries of what is attached to it. */
  readonly #partitions: ReadonlyMap<number, readonly ArchiveEntry[]>;

  constructor(archive: Pick<Archive, 'entries' | 'serverVersion'>, asInSet?: ArchiveGraph) {
    this.major = Number.parseInt(archive.serverVersion, 10);
    this.#asInSet = asInSet;
    this.entries = archive.entries.filter((entry) => !preambleKinds.has(entry.desc));
    this.#byId = new Map(this.entries.map((entry) => [entry.dumpId, entry]));
    this.#byName = new Map(this.entries.map((entry) => [nameKey(entry.desc, entry.namespace ?? '', entry.tag), entry]));
    this.#ownedSequences = new Map(this.entries.flatMap((entry) => this.#ownedSequence(entry)));
    this.#attachedTo = new Map(this.entries.flatMap((entry) => this.#attachment(entry)));
    this.#partitions = Map.groupBy(
      [...this.#attachedTo.keys()].map((id) => this.#byId.get(id)!),
      ({ dumpId }) => this.#attachedTo.get(dumpId)!.dumpId,
    );
  }

  /** The graph with other names in its entries, and perhaps some that stand alone and are new. */
  withEntries(entries: readonly ArchiveEntry[]): ArchiveGraph {
    return new ArchiveGraph({ entries, serverVersion: String(this.major) }, this);
  }

  get(dumpId: number): ArchiveEntry | undefined {
    return this.#byId.get(dumpId);
  }

  /** The entry of a kind, by its schema and name. */
  find(desc: string, { schema, name }: { schema: string; name: string }): ArchiveEntry | undefined {
    return this.#byName.get(nameKey(desc, schema, name));
  }

  /** The names of the extensions that the archive creates. */
  get extensions(): string[] {
    return this.entries.filter(({ desc }) => desc === 'EXTENSION').map(({ tag }) => tag);
  }

  /** What the entry depends on directly, without the parent of a partition: a partition stands by itself. */
  needs(entry: ArchiveEntry): ArchiveEntry[] {
    const parent = this.parentOf(entry);
    const needs = this.#dependencies(entry).filter((need) => need !== parent && need !== entry);
    return [...needs, ...this.#operatorClasses(entry)];
  }

  /** The relation, or other object, that the entry is a part of or a remark on; itself when it stands alone. */
  ownerOf(entry: ArchiveEntry): ArchiveEntry {
    if (this.#asInSet) {
      const inSet = this.#asInSet.get(entry.dumpId);
      return inSet ? this.get(this.#asInSet.ownerOf(inSet).dumpId)! : entry;
    }
    const whole = this.#wholeOf(entry);
    return whole === undefined || whole === entry ? entry : this.ownerOf(whole);
  }

  /** The partitioned table that the entry's table is attached to. */
  parentOf(entry: ArchiveEntry): ArchiveEntry | undefined {
    if (!this.#asInSet) return this.#attachedTo.get(entry.dumpId);
    const inSet = this.#asInSet.get(entry.dumpId);
    const parent = inSet && this.#asInSet.parentOf(inSet);
    return parent && this.get(parent.dumpId);
  }

  /** The partitions of a partitioned table, and theirs. */
  partitionsOf(entry: ArchiveEntry): ArchiveEntry[] {
    if (this.#asInSet) return this.#asInSet.partitionsOf(entry).map(({ dumpId }) => this.get(dumpId)!);
    const own = this.#partitions.get(entry.dumpId) ?? [];
    return own.flatMap((partition) => [partition, ...this.partitionsOf(partition)]);
  }

  #wholeOf(entry: ArchiveEntry): ArchiveEntry | undefined {
    if (entry.desc === 'SEQUENCE') return this.#ownedSequences.get(entry.dumpId);
    if (entry.desc === 'TABLE ATTACH') return this.#relationNamed(entry, entry.tag);
    if (remarkKinds.has(entry.desc)) return this.#byId.get(entry.dependencies[0] ?? -1);
    if (entry.desc === 'PUBLICATION TABLES IN SCHEMA') return this.#dependencyOf('PUBLICATION', entry);
    if (!partKinds.has(entry.desc)) return undefined;
    const relations = this.#dependencies(entry).filter((need) => relationKinds.has(need.desc));
    // a part's tag starts with its relation's name where it is not unique by itself; other dependencies may precede
    const named = relations.filter((relation) => namedAsPartOf(entry, relation));
    const relation = named.sort((a, b) => b.tag.length - a.tag.length)[0] ?? relations[0];
    return relation ?? (entry.desc === 'CHECK CONSTRAINT' ? this.#dependencyOf('DOMAIN', entry) : undefined);
  }

  #dependencies(entry: ArchiveEntry): ArchiveEntry[] {
    return entry.dependencies.flatMap((id) => this.#byId.get(id) ?? []);
  }

  /** For a constraint's index pg_dump does not say that it needs an extension: scalars in GiST have no other. */
  #operatorClasses({ desc, defn }: ArchiveEntry): ArchiveEntry[] {
    const isGist = desc === 'CONSTRAINT' && /\bEXCLUDE USING gist\b|\bWITHOUT OVERLAPS\b/.test(defn ?? '');
    const extension = isGist && this.find('EXTENSION', { schema: '', name: 'btree_gist' });
    return extension ? [extension] : [];
  }

  #dependencyOf(desc: string, entry: ArchiveEntry): ArchiveEntry | undefined {
    return this.#dependencies(entry).find((need) => need.desc === desc);
  }

  #relationNamed(entry: ArchiveEntry, name: string): ArchiveEntry | undefined {
    return this.#dependencies(entry).find((need) => need.tag === name && need.namespace === entry.namespace);
  }

  /** A sequence belongs to a table when the table's entry is among its own dependencies: serial and identity columns. */
  #ownedSequence(entry: ArchiveEntry): [number, ArchiveEntry][] {
    if (entry.desc !== 'SEQUENCE') return [];
    const table = this.#dependencies(entry).find((need) => need.desc === 'TABLE' || need.desc === 'FOREIGN TABLE');
    return table ? [[entry.dumpId, table]] : [];
  }

  #attachment(entry: ArchiveEntry): [number, ArchiveEntry][] {
    if (entry.desc !== 'TABLE ATTACH') return [];
    const child = this.#relationNamed(entry, entry.tag);
    const parent = this.#dependencies(entry).find((need) => need !== child && need.desc === 'TABLE');
    return child && parent ? [[child.dumpId, parent]] : [];
  }
}

function nameKey(desc: string, schema: string, name: string): string {
  return JSON.stringify([desc, schema, name]);
}

function namedAsPartOf(part: ArchiveEntry, relation: ArchiveEntry): boolean {
  return part.namespace === relation.namespace && part.tag.startsWith(`${relation.tag} `);
}

/** An entry as a person would name it, such as `TABLE app.customer`. */
export function describeEntry(entry: ArchiveEntry): string {
  return `${entry.desc} ${entry.namespace ? `${entry.namespace}.` : ''}${entry.tag}`;
}
