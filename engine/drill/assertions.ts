import type pg from 'pg';
import { interrupted, messageOf } from '../errors.ts';
import { withConnection } from '../postgres/connect.ts';
import { lostConnection } from '../postgres/databaseError.ts';
import type { ConnectionTarget } from '../postgres/target.ts';
import type { AssertionResult } from '../repository/drillReport.ts';
import type { Assertion } from '../spec/drillSchema.ts';

export interface AssertionOptions {
  readonly signal: AbortSignal;
  /** How long each may take, in milliseconds. Default: 5 minutes. */
  readonly timeLimit?: number;
}

const usualLimit = 5 * 60_000;

/** Asks all of them, whatever the others give. Rejects with `connection` or `interrupted`. */
export async function checkAssertions(
  target: ConnectionTarget,
  assertions: readonly Assertion[],
  { signal, timeLimit = usualLimit }: AssertionOptions,
): Promise<AssertionResult[]> {
  if (assertions.length === 0) return [];
  return withConnection(target, { signal, purpose: 'drill' }, async (client) => {
    const results: AssertionResult[] = [];
    for (const { name, sql } of assertions) {
      const began = performance.now();
      const reason = await whyNot(client, sql, timeLimit).catch((thrown) => {
        if (signal.aborted) throw interrupted(signal);
        throw lostConnection(thrown, `assertion ${JSON.stringify(name)}`) ?? thrown;
      });
      const seconds = Math.round(performance.now() - began) / 1000;
      results.push({ name, passed: reason === undefined, seconds, ...(reason !== undefined && { reason }) });
    }
    return results;
  });
}

/** Why an assertion does not hold; undefined when it does. */
async function whyNot(client: pg.Client, sql: string, timeLimit: number): Promise<string | undefined> {
  await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = ${timeLimit}`);
  try {
    return await judge(client, sql);
  } catch (thrown) {
    return refusal(thrown, timeLimit);
  } finally {
    await client.query('ROLLBACK');
  }
}

/**
 * A cursor is of one SELECT that changes nothing, and gives no more rows than are asked for; in the extended protocol nothing can follow it.
 *
 * https://www.postgresql.org/docs/current/sql-declare.html
 */
async function judge(client: pg.Client, sql: string): Promise<string | undefined> {
  const extended = { queryMode: 'extended' } as object; // unknown to the types of pg
  await client.query({ text: `DECLARE assertion NO SCROLL CURSOR FOR ${sql}`, ...extended });
  const { fields } = await client.query('FETCH 0 FROM assertion');
  if (fields.length !== 1) return `it gives ${fields.length} columns, and not one`;
  if (fields[0]!.dataTypeID !== booleanType) return 'what it gives is no boolean';
  const { rows } = await client.query({ text: 'FETCH 2 FROM assertion', rowMode: 'array' });
  if (rows.length !== 1) return rows.length === 0 ? 'it gave no row' : 'it gave more than one row';
  const [value] = rows[0] as unknown as readonly [boolean | null];
  return value === true ? undefined : `it gave ${value === null ? 'NULL' : 'false'}`;
}

const booleanType = 16;

/**
 * What the server has against it. Its message may quote values of rows, and reports and records are read by others: only what it says of
 * the statement's own words is repeated.
 */
function refusal(thrown: unknown, timeLimit: number): string {
  const { code = '', where } = thrown as { readonly code?: string; readonly where?: string };
  if (!/^[0-9A-Z]{5}$/.test(code) || lostConnection(thrown, '')) throw thrown;
  if (code === '57014') return `it took longer than ${timeLimit / 1000} s`;
  if (code.startsWith('42') && where === undefined) return `it was refused: ${messageOf(thrown)}`;
  return `it failed with SQLSTATE ${code}; the message may quote rows and is not repeated`;
}
