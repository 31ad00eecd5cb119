import type { Archive, ArchiveEntry } from '../postgres/archive.ts';

/** What of the roles that a set names goes into an export. */
export interface RolesKept {
  /** False leaves every object to the role that runs the export. */
  readonly owner: boolean;
  /** False leaves out all privileges. */
  readonly acl: boolean;
}

/** An archive without the owners of its objects, and without the privileges on them, as is asked for. */
export function withoutRoles(archive: Archive, { owner, acl }: RolesKept): Archive {
  const kept = archive.entries.filter((entry) => acl || !isPrivilege(entry));
  return { ...archive, entries: owner ? kept : kept.map((entry) => ({ ...entry, owner: '' })) };
}

export function isPrivilege({ desc }: Pick<ArchiveEntry, 'desc'>): boolean {
  return desc === 'ACL' || desc === 'DEFAULT ACL';
}
