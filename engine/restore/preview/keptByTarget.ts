import type { ArchiveEntry } from '../../postgres/archive.ts';
import type { PreviewInput } from './decide.ts';

type Kept = Pick<PreviewInput, 'graph' | 'target'>;

/** Why a target in use keeps what it says of its schemas and of what will be created there, though no object stands for that. */
export function keptByTarget(entry: ArchiveEntry, { graph, target }: Kept): string | undefined {
  if (target.publicInUse && isAboutPublic(entry)) return 'schema public is in use, and stays as it is';
  if (entry.desc === 'DEFAULT ACL' && holdsElsewhere(entry, { graph, target }))
    return 'what is created in the target gets the privileges that are usual there';
  return undefined;
}

/** What is said of the schema `public`, where its owner is the usual one: pg_dump has no entry of the schema itself then. */
function isAboutPublic({ desc, tag }: ArchiveEntry): boolean {
  return ['ACL', 'COMMENT', 'SECURITY LABEL'].includes(desc) && tag === 'SCHEMA public';
}

/** Whether default privileges would hold for what is not restored: in a schema that is there, or in a database where some are. */
function holdsElsewhere({ namespace }: ArchiveEntry, { graph, target }: Kept): boolean {
  if (target.publicInUse && (namespace ?? 'public') === 'public') return true;
  const schemas = graph.entries.filter(
    ({ desc, tag }) => desc === 'SCHEMA' && (namespace ?? tag) === tag && tag !== 'public',
  );
  return schemas.some((schema) => target.has(schema));
}

export function isPublic({ desc, tag }: ArchiveEntry): boolean {
  return desc === 'SCHEMA' && tag === 'public';
}
