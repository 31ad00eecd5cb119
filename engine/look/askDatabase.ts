import type pg from 'pg';
import { interrupted, messageOf, PgstowError } from '../errors.ts';
import { withConnection } from '../postgres/connect.ts';
import { lostConnection } from '../postgres/databaseError.ts';
import { textsAsTheyAre } from '../postgres/session.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { TextValue } from './withTableRows.ts';

/** What a query gave. */
export interface Answer {
  readonly columns: readonly string[];
  /** As PostgreSQL writes them. Empty for a statement that gives no rows. */
  readonly rows: readonly (readonly TextValue[])[];
  /** Such as `18.4`. */
  readonly serverVersion: string;
}

interface Result {
  readonly fields: readonly { readonly name: string }[];
  readonly rows: readonly (readonly TextValue[])[];
}

/** Runs SQL under the settings that the database gives anybody; of several statements the last one answers. */
export async function askDatabase(target: ConnectionTarget, sql: string, signal: AbortSignal): Promise<Answer> {
  let serverVersion = '';
  const onParameter = (name: string, value: string) => {
    if (name === 'server_version') serverVersion = /^\S+/.exec(value)?.[0] ?? value;
  };
  return withConnection(target, { signal, purpose: 'query', onParameter }, async (client) => {
    await client.query(textsAsTheyAre);
    const asTexts = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;
    const query: pg.QueryArrayConfig = { text: sql, rowMode: 'array', types: asTexts };
    const results: Result[] = [await client.query(query).catch(refused(signal))].flat(); // several statements give a list
    const { fields, rows } = results.at(-1)!;
    return { columns: fields.map(({ name }) => name), rows, serverVersion };
  });
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const hints: Readonly<Record<string, string>> = {
  '42P01':
    'only the tables and views of the set that the query names were brought in: write schema.table, or name more with --table',
  '42883': 'of the functions of the set only those come along that the tables need',
};

function refused(signal: AbortSignal): (thrown: unknown) => never {
  return (thrown) => {
    if (signal.aborted) throw interrupted(signal);
    const { code = '' } = thrown as { code?: string };
    const lost = lostConnection(thrown, 'query');
    if (lost || !/^[0-9A-Z]{5}$/.test(code)) throw lost ?? thrown;
    throw new PgstowError('input', `the query was refused: ${messageOf(thrown)}`, {
      hint: hints[code] ?? 'it is PostgreSQL that says so: look at the query',
      cause: thrown,
    });
  };
}
