import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteIdent, quoteLiteral } from '../postgres/identifier.ts';
import { bareEntry, type DumpIds } from './dataEntries.ts';
import type { LargeObjectFacts } from './largeObjectFacts.ts';
import type { RolesKept } from './withoutRoles.ts';

/** A large object's entries: one that creates it, and what is said of it. Its content is in a file of its own. */
export function largeObjectEntries(
  { oid, owner, acl, comment }: LargeObjectFacts,
  ids: DumpIds,
  kept: RolesKept,
): ArchiveEntry[] {
  const owned = kept.owner && owner !== undefined ? owner : '';
  const object = `LARGE OBJECT ${oid}`;
  const created: ArchiveEntry = {
    ...bareEntry,
    dumpId: ids.next(),
    catalogId: { tableoid: 2613, oid }, // pg_largeobject
    tag: String(oid),
    desc: 'BLOB',
    section: 'pre-data',
    defn: `SELECT pg_catalog.lo_create('${oid}');\n`,
    dropStmt: `SELECT pg_catalog.lo_unlink('${oid}');\n`,
    owner: owned,
  };
  const remark = (desc: 'COMMENT' | 'ACL', defn: string): ArchiveEntry => ({
    ...bareEntry,
    dumpId: ids.next(),
    tag: object,
    desc,
    section: 'none',
    defn,
    owner: owned,
    dependencies: [created.dumpId],
  });
  return [
    created,
    ...(comment ? [remark('COMMENT', `COMMENT ON ${object} IS ${quoteLiteral(comment)};\n`)] : []),
    ...(kept.acl && acl && owner !== undefined ? [remark('ACL', grantsSql(object, owner, acl))] : []),
  ];
}

/** An owner has all privileges until some are given to anyone: then those count that are listed. */
function grantsSql(object: string, owner: string, acl: NonNullable<LargeObjectFacts['acl']>): string {
  const grants = acl.map(
    ({ grantee, privilege, grantable }) =>
      `GRANT ${privilege} ON ${object} TO ${grantee === '' ? 'PUBLIC' : quoteIdent(grantee)}${grantable ? ' WITH GRANT OPTION' : ''};\n`,
  );
  return [`REVOKE ALL ON ${object} FROM ${quoteIdent(owner)};\n`, ...grants].join('');
}

/** All contents together: in archives of this version one entry stands for them, and a file lists their files. */
export function blobsEntry(ids: DumpIds): ArchiveEntry {
  return { ...bareEntry, dumpId: ids.next(), tag: 'BLOBS', desc: 'BLOBS', section: 'data', file: 'blobs.toc' };
}
