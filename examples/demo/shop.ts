import pg from 'pg';
import type { ThrowawayServer } from '../../embedded/server.ts';
import { shopSql } from './shopSql.ts';

/** The shop's database, as its own application sees it. */
export class Shop {
  readonly #server: ThrowawayServer;

  constructor(server: ThrowawayServer) {
    this.#server = server;
  }

  async create(): Promise<void> {
    await this.#query('postgres', 'CREATE DATABASE shop');
    await this.run(shopSql);
  }

  async run(sql: string): Promise<void> {
    await this.#query('shop', sql);
  }

  async tell(expression: string): Promise<string> {
    const { rows } = await this.#query('shop', `SELECT (SELECT ${expression}) AS told`);
    return String(rows[0].told);
  }

  async #query(database: string, sql: string): Promise<pg.QueryResult> {
    const client = new pg.Client(this.#server.url(database));
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }
}
