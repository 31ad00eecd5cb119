import { encodeEscaped, hasEscapedBytes } from './escapedBytes.ts';

/** The client speaks UTF-8: a statement with other bytes in it, of a SQL_ASCII database, is put together by the server. */
export function sendable(sql: string): string {
  if (!hasEscapedBytes(sql)) return sql;
  const hex = encodeEscaped(sql).toString('hex');
  return `DO $do$BEGIN EXECUTE pg_catalog.convert_from('\\x${hex}', 'SQL_ASCII'); END$do$`;
}
