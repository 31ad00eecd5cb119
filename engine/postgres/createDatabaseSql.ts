import type { SetSource } from '../repository/manifest.ts';
import { quoteIdent, quoteLiteral } from './identifier.ts';

/** What of a database is decided when it is created. */
export type DatabaseLocale = Pick<
  SetSource,
  'encoding' | 'collation' | 'ctype' | 'localeProvider' | 'locale' | 'icuRules'
>;

/** The statement that creates a database as another one was. `version` is the server's `server_version_num`. */
export function createDatabaseSql(name: string, source: DatabaseLocale, version: number): string {
  const { encoding, collation, ctype, localeProvider, locale, icuRules } = source;
  const words = [
    `CREATE DATABASE ${quoteIdent(name)} TEMPLATE template0 ENCODING ${quoteLiteral(encoding)}`,
    `LC_COLLATE ${quoteLiteral(collation)} LC_CTYPE ${quoteLiteral(ctype)}`,
    ...(version >= 150000 ? [`LOCALE_PROVIDER ${localeProvider}`] : []), // else the template's, which initdb chose
    ...(version >= 150000 && localeProvider === 'icu' && locale ? [`ICU_LOCALE ${quoteLiteral(locale)}`] : []),
    ...(version >= 160000 && icuRules ? [`ICU_RULES ${quoteLiteral(icuRules)}`] : []),
    ...(version >= 170000 && localeProvider === 'builtin' && locale ? [`BUILTIN_LOCALE ${quoteLiteral(locale)}`] : []),
  ];
  return words.join(' ');
}
