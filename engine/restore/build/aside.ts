import type pg from 'pg';
import { isBlank, join, nameOf, type SqlToken, tokenize } from '../../archive/sqlTokens.ts';
import { quoteIdent, quoteQualified } from '../../postgres/identifier.ts';
import { asidePrefix } from '../../postgres/restoreSchemas.ts';
import type { Creation } from '../task/notes.ts';

export interface TableName {
  readonly schema: string;
  readonly name: string;
}

/**
 * Tables that are built aside and take the place of others at the end. No definition is rewritten to create them: within
 * one short transaction the old table steps out of its schema, the new one is created under its own name from the
 * archive's own words, and both change places again.
 */
export class Aside {
  readonly #tables: ReadonlySet<string>;
  readonly #schemas: readonly string[];

  constructor(tables: readonly TableName[]) {
    this.#tables = new Set(tables.map(key));
    this.#schemas = [...new Set(tables.map((table) => table.schema))].sort();
  }

  has(table: TableName): boolean {
    return this.#tables.has(key(table));
  }

  /** Where a table is while the restore works on it. */
  placeOf(table: TableName): TableName {
    return this.has(table) ? { schema: this.newSchema(table.schema), name: table.name } : table;
  }

  newSchema(schema: string): string {
    return `${asidePrefix}new_${this.#schemas.indexOf(schema)}`;
  }

  oldSchema(schema: string): string {
    return `${asidePrefix}old_${this.#schemas.indexOf(schema)}`;
  }

  /** The schemas that stay until the tables take their places, with how to remove them. */
  get creations(): Creation[] {
    return this.#schemas.map((schema) => {
      const name = this.newSchema(schema);
      return { kind: 'schema', schema: '', name, statement: `DROP SCHEMA ${quoteIdent(name)} CASCADE` };
    });
  }

  async createSchemas(client: pg.Client): Promise<void> {
    for (const schema of this.#schemas) {
      await client.query(
        `CREATE SCHEMA ${quoteIdent(this.newSchema(schema))}; CREATE SCHEMA ${quoteIdent(this.oldSchema(schema))}`,
      );
    }
  }

  async dropOldSchemas(client: pg.Client): Promise<void> {
    for (const schema of this.#schemas) await client.query(`DROP SCHEMA ${quoteIdent(this.oldSchema(schema))}`);
  }

  async stepOut(client: pg.Client, table: TableName): Promise<void> {
    await move(client, table, this.oldSchema(table.schema));
  }

  async stepBack(client: pg.Client, table: TableName): Promise<void> {
    await move(client, { schema: this.oldSchema(table.schema), name: table.name }, table.schema);
  }

  async putAside(client: pg.Client, table: TableName): Promise<void> {
    await move(client, table, this.newSchema(table.schema));
  }

  async takePlace(client: pg.Client, table: TableName): Promise<void> {
    await move(client, { schema: this.newSchema(table.schema), name: table.name }, table.schema);
  }

  /** A statement of pg_dump's, which names every table with its schema, turned to the tables aside and an index of theirs. */
  retarget(sql: string, index?: TableName): string {
    const tokens = tokenize(sql);
    const significant = tokens.flatMap((token, at) => (isBlank(token) ? [] : [at]));
    for (let i = 0; i + 2 < significant.length; i++) {
      const [schemaAt, dotAt, nameAt] = significant.slice(i, i + 3) as [number, number, number];
      const schema = nameOf(tokens[schemaAt]);
      const name = nameOf(tokens[nameAt]);
      if (tokens[dotAt]!.text !== '.' || schema === undefined || name === undefined) continue;
      if (tokens[significant[i + 3] ?? -1]?.text === '(') continue; // a function
      const isIndex = index?.schema === schema && index.name === name;
      if (isIndex || this.has({ schema, name })) tokens[schemaAt] = identifier(this.newSchema(schema));
    }
    return join(tokens);
  }
}

function identifier(name: string): SqlToken {
  return { kind: 'quoted', text: quoteIdent(name) };
}

function key({ schema, name }: TableName): string {
  return JSON.stringify([schema, name]);
}

async function move(client: pg.Client, from: TableName, schema: string): Promise<void> {
  await client.query(`ALTER TABLE ${quoteQualified(from.schema, from.name)} SET SCHEMA ${quoteIdent(schema)}`);
}
