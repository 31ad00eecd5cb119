import type pg from 'pg';

/** So many statements are asked about in one turn. */
const batchSize = 200;
const syntaxError = '42601';

/**
 * What the server's own grammar says against each statement, and where; undefined where it takes it. Nothing is carried out, for the
 * statements are parsed and then forgotten. Each text must hold one statement.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY
 */
export async function refusedByParser(
  client: pg.Client,
  statements: readonly string[],
): Promise<(string | undefined)[]> {
  const refused: (string | undefined)[] = [];
  while (refused.length < statements.length) {
    const batch = statements.slice(refused.length, refused.length + batchSize);
    const { parsed, error } = await parse(client, batch);
    refused.push(...Array.from({ length: parsed }, () => undefined));
    // what is looked up already while it is parsed need not be there yet
    if (error) refused.push(error.code === syntaxError ? whatAndWhere(error, batch[parsed]!) : undefined);
  }
  return refused;
}

/** With what stands before the word that it stumbles upon, which may be any: `syntax error at or near "," after "… AS (price * 2)"`. */
function whatAndWhere({ message, position }: pg.DatabaseError, text: string): string {
  const before = [...text].slice(0, Math.max(0, Number(position ?? 0) - 1)); // counted in characters, from 1
  const shown = before.slice(-40).join('').replace(/\s+/g, ' ').trim();
  return shown === '' ? message : `${message} after "${before.length > 40 ? '… ' : ''}${shown}"`;
}

interface Parsed {
  /** How many of the statements, from the first on, were taken. */
  readonly parsed: number;
  /** What was said against the next one. */
  readonly error?: pg.DatabaseError;
}

function parse(client: pg.Client, statements: readonly string[]): Promise<Parsed> {
  const query = new ParseQuery(statements);
  client.query(query);
  return query.outcome.promise;
}

/** Parses statements under no name, each of which takes the place of the one before. */
class ParseQuery implements pg.Submittable {
  readonly outcome = Promise.withResolvers<Parsed>();
  readonly #statements: readonly string[];
  #parsed = 0;
  #forget = () => {};

  constructor(statements: readonly string[]) {
    this.#statements = statements;
  }

  submit(connection: pg.Connection): void {
    const count = () => {
      this.#parsed++;
    };
    connection.on('parseComplete', count);
    this.#forget = () => connection.off('parseComplete', count);
    for (const text of this.#statements) connection.parse({ name: '', text, types: [] }, true);
    connection.sync();
  }

  handleError(error: pg.DatabaseError): void {
    this.#forget();
    if (error.code === undefined) this.outcome.reject(error);
    else this.outcome.resolve({ parsed: this.#parsed, error });
  }

  handleReadyForQuery(): void {
    this.#forget();
    this.outcome.resolve({ parsed: this.#parsed });
  }
}
