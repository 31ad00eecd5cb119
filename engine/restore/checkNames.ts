import { checkSchemaNames } from './rename/checkSchemaNames.ts';
import { checkRenameFormat } from './rename/format.ts';
import type { RestoreRequest } from './request.ts';

/** Rejects with `input` names that nothing can have. */
export function checkNames({
  renameFormat,
  intoSchema,
  mapSchemas,
}: Pick<RestoreRequest, 'renameFormat' | 'intoSchema' | 'mapSchemas'>): void {
  checkRenameFormat(renameFormat);
  checkSchemaNames([intoSchema ?? [], ...Object.values(mapSchemas)].flat());
}
