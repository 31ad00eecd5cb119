import type { Parts } from '../archive/selectParts.ts';
import { quoteIdent, quoteLiteral, quoteQualified } from '../postgres/identifier.ts';
import type { TableItem } from '../repository/contents.ts';

/**
 * The COPY that takes a table's rows, as it stands in an archive or a script. It names the rows' encoding where that is not the
 * archive's own: definitions come as UTF-8, rows as the database had them. The table is named as pg_dump names it where it can
 * be, for pg_restore compares.
 */
export function copyStatement(table: TableItem, { archive, graph }: Parts, encoding: string): string {
  const { schema, name, columns } = table;
  const dropped = /^DROP TABLE (\S+);\s*$/.exec(graph.find('TABLE', table)?.dropStmt ?? '')?.[1];
  const list = columns.length === 0 ? '' : `(${columns.map(quoteIdent).join(', ')}) `; // an empty list is no list
  const options = encoding === archive.encoding ? '' : ` WITH (ENCODING ${quoteLiteral(encoding)})`;
  return `COPY ${dropped ?? quoteQualified(schema, name)} ${list}FROM stdin${options};\n`;
}
