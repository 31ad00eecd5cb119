import { createHash } from 'node:crypto';
import { type RestoreRequest, restoreDefaults } from '../request.ts';

/** What tells a restore from another one. */
export interface TaskIdentity {
  readonly run: string;
  readonly set: string;
  /** The request as options of the command line. */
  readonly options: string;
  /** Equal for restores of the same objects of the same set in the same way. */
  readonly fingerprint: string;
}

export function taskIdentity(run: string, set: string, request: RestoreRequest): TaskIdentity {
  const { schemas, tables, conflict, owner, acl, mapRoles } = request;
  const { renameFormat, keepForeignKeys, intoSchema = null, mapSchemas } = request;
  const names = [renameFormat, keepForeignKeys, intoSchema, mapSchemas];
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([set, schemas, tables, conflict, owner, acl, mapRoles, ...names]))
    .digest('hex');
  return { run, set, options: optionsOf(set, request), fingerprint };
}

function optionsOf(set: string, request: RestoreRequest): string {
  const words = [
    '--set',
    set,
    ...request.schemas.flatMap((schema) => ['--schema', schema]),
    ...request.tables.flatMap((table) => ['--table', table]),
    ...(request.conflict === restoreDefaults.conflict ? [] : ['--conflict', request.conflict]),
    ...(request.renameFormat === restoreDefaults.renameFormat ? [] : ['--rename-format', request.renameFormat]),
    ...(request.keepForeignKeys ? ['--keep-foreign-keys'] : []),
    ...(request.intoSchema === undefined ? [] : ['--into-schema', request.intoSchema]),
    ...Object.entries(request.mapSchemas).flatMap(([from, to]) => ['--map-schema', `${from}=${to}`]),
    ...(request.owner ? [] : ['--no-owner']),
    ...(request.acl ? [] : ['--no-acl']),
    ...Object.entries(request.mapRoles).flatMap(([from, to]) => ['--map-role', `${from}=${to}`]),
    ...(request.createDatabase ? ['--create-database'] : []),
  ];
  return words.map(shellWord).join(' ');
}

/** For a POSIX shell. */
export function shellWord(word: string): string {
  return /^[\w.,:=/-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
