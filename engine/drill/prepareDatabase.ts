import type pg from 'pg';
import { ArchiveGraph, describeEntry } from '../archive/archiveGraph.ts';
import { entrySql } from '../archive/entrySql.ts';
import { messageOf, PgstowError } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { type ArchiveEntry, parseArchive } from '../postgres/archive.ts';
import { withConnection } from '../postgres/connect.ts';
import { quoteIdent } from '../postgres/identifier.ts';
import { sendable } from '../postgres/sendable.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import type { ThrowawayPlace } from '../throwaway/withThrowawayPlace.ts';

/**
 * Gives a server of our own what an ordinary role finds on any server that is restored to, and cannot make itself: the roles that policies
 * name, without any right, and extensions that only a superuser may create.
 */
export async function prepareDatabase(
  repository: Repository,
  set: SetManifest,
  { target, extensionCreator }: ThrowawayPlace,
  { meter, signal }: { readonly meter: ProgressMeter; readonly signal: AbortSignal },
): Promise<void> {
  const graph = new ArchiveGraph(parseArchive(await repository.sets.readDefinitions(set, { signal })));
  const items = await repository.sets.readContents(set, { signal });
  const options = { signal, purpose: 'drill' };
  await withConnection(extensionCreator, options, async (superuser) => {
    const server = (await superuser.query<ServerFacts>(facts)).rows[0]!;
    for (const item of items) {
      if (item.kind === 'role' && isMissing(item.name, server)) {
        await superuser.query(`CREATE ROLE ${quoteIdent(item.name)}`);
      }
    }
    const extensions = graph.entries.filter(({ desc, tag }) => desc === 'EXTENSION' && server.extensions.includes(tag));
    if (extensions.length === 0) return;
    await withConnection(target, options, async (owner) => {
      for (const entry of withNeeds(extensions, graph)) {
        await create(entry.desc === 'EXTENSION' ? superuser : owner, entry, server.version);
      }
    });
    const names = extensions.map(({ tag }) => tag).join(', ');
    meter.warn(
      `${names}: only a superuser may create this; rows that were added to tables of its own are not restored`,
    );
  });
}

interface ServerFacts {
  readonly version: number;
  readonly roles: readonly string[];
  /** Those that only a superuser may create. */
  readonly extensions: readonly string[];
}

const facts = `
  SELECT pg_catalog.current_setting('server_version_num')::int AS version,
         ARRAY(SELECT rolname::text FROM pg_catalog.pg_roles) AS roles,
         ARRAY(SELECT v.name::text FROM pg_catalog.pg_available_extension_versions v
                 JOIN pg_catalog.pg_available_extensions a ON a.name = v.name AND a.default_version = v.version
                WHERE v.superuser AND NOT COALESCE((pg_catalog.to_jsonb(v) ->> 'trusted')::bool, false)) AS extensions`;

/** Names with `pg_` are the server's own, which it has from birth or does not know. */
function isMissing(role: string, { roles }: ServerFacts): boolean {
  return !roles.includes(role) && !role.startsWith('pg_');
}

/** With the schemas that they are in, and the extensions that they stand on, before them. */
function withNeeds(extensions: readonly ArchiveEntry[], graph: ArchiveGraph): ArchiveEntry[] {
  const found = new Set<ArchiveEntry>();
  const visit = (entry: ArchiveEntry) => {
    if (found.has(entry) || (entry.desc === 'SCHEMA' && entry.tag === 'public')) return;
    for (const need of graph.needs(entry)) visit(need);
    found.add(entry);
  };
  for (const each of extensions) visit(each);
  return [...found];
}

async function create(client: pg.Client, entry: ArchiveEntry, targetVersion: number): Promise<void> {
  for (const sql of entrySql(entry, { owner: false, mapRoles: {}, targetVersion, tablespaces: new Set() })) {
    await client.query(sendable(sql)).catch((thrown) => {
      throw cannotCreate(entry, thrown);
    });
  }
}

function cannotCreate(entry: ArchiveEntry, thrown: unknown): PgstowError {
  return new PgstowError('database', `cannot create ${describeEntry(entry)}: ${messageOf(thrown)}`, {
    hint: 'name a server that has it, and whose role may create it, with --server or PGSTOW_DRILL_SERVER',
    cause: thrown,
  });
}
