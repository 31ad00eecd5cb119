import { PgstowError } from '../../errors.ts';
import { restoreSchemaPatterns } from '../../postgres/restoreSchemas.ts';
import { bytesOf, longestName } from './identifiers.ts';

/** Rejects with `input` a schema that nothing can be restored into. */
export function checkSchemaNames(names: readonly string[]): void {
  for (const name of names) {
    const wrong = wrongWith(name);
    if (wrong === undefined) continue;
    throw new PgstowError('input', `nothing can be restored into schema ${JSON.stringify(name)}: ${wrong}`, {
      hint: 'choose another name; a schema that is not there is created',
    });
  }
}

function wrongWith(name: string): string | undefined {
  if (name === '' || name.includes('\0')) return 'that is no name';
  if (bytesOf(name) > longestName)
    return `the name has ${bytesOf(name)} bytes, and PostgreSQL cuts it to ${longestName}`;
  if (name.startsWith('pg_') || name === 'information_schema')
    return 'it belongs to PostgreSQL, and backups leave it out';
  if (isOfRestores.test(name)) return 'restores keep their notes there, and backups leave it out';
  return undefined;
}

const isOfRestores = new RegExp(`^(${restoreSchemaPatterns.join('|')})$`);
