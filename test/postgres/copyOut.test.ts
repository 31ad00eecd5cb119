import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { describe, expect, type TestContext, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { throttle } from '../../engine/pipe/throttle.ts';
import { copyIn } from '../../engine/postgres/copyIn.ts';
import { type CopyOutOptions, copyOut, type Sink } from '../../engine/postgres/copyOut.ts';
import { rowsOf } from '../pipe/xxh64.ts';
import { freshDatabase, server, type TestDatabase, versions } from '../servers.ts';
import { selfSignedCertificate } from './certificate.ts';

/** A table of 20,000 rows in which every kind of escape occurs. */
const rowsTable = `CREATE TABLE r AS SELECT g AS id, repeat(E'tab\\t newline\\n back\\\\slash', g % 5) AS t,
  CASE WHEN g % 3 = 0 THEN NULL ELSE '\\x0a0d5c'::bytea END AS b FROM generate_series(1, 20000) g`;
/** Some 500 MB that the server makes up as it sends. */
const endless = `COPY (SELECT g, repeat('x', 1000) FROM generate_series(1, 500000) g) TO STDOUT`;

async function connected(context: TestContext, version = '15'): Promise<{ database: TestDatabase; client: pg.Client }> {
  const database = await freshDatabase(await server(version, context));
  return { database, client: await database.connect() };
}

async function read(client: pg.Client, sql: string, options: CopyOutOptions = {}) {
  const parts: Buffer[] = [];
  const digest = await copyOut(client, sql, (chunk) => void parts.push(Buffer.from(chunk)), options);
  return { digest, text: Buffer.concat(parts) };
}

async function usable(client: pg.Client): Promise<boolean> {
  return (await client.query('SELECT 1 AS one')).rows[0].one === 1;
}

/** Settles as the promise does, or fails where it waits for what is not to come: for a minute, or for ever. */
function promptly<T>(outcome: Promise<T>): Promise<T> {
  const late = sleep(30_000, undefined, { ref: false }).then(() =>
    Promise.reject(new Error('still waiting after 30 seconds')),
  );
  return Promise.race([outcome, late]);
}

describe.for(versions)('PostgreSQL %s', (version) => {
  test('gives the rows that the server sends, with their count and hash', async (context) => {
    const { database, client } = await connected(context, version);
    await database.query(rowsTable);
    const { digest, text } = await read(client, 'COPY r TO STDOUT');
    expect(digest).toEqual({ ...rowsOf(text), bytes: text.byteLength });
    expect(digest.rows).toBe(20_000);
    expect(await usable(client)).toBe(true);
  });
});

test('takes what has gathered instead of each 8 KB that the server sends', async (context) => {
  const { client } = await connected(context);
  const sizes: number[] = [];
  const rows = "SELECT g, repeat('x', 1000) FROM generate_series(1, 10000) g";
  const slowly = (chunk: Uint8Array) => {
    sizes.push(chunk.byteLength);
    return sleep(2); // long enough for more to gather, however fast the server is
  };
  await copyOut(client, `COPY (${rows}) TO STDOUT`, slowly);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  expect(mean).toBeGreaterThan(20 * 1024);
});

test('reads one COPY after the other, and ordinary queries in between', async (context) => {
  const { client } = await connected(context);
  for (let round = 1; round <= 20; round++) {
    const { digest } = await read(client, `COPY (SELECT generate_series(1, ${round * 100})) TO STDOUT`);
    expect(digest.rows).toBe(round * 100);
    expect((await client.query('SELECT $1::int AS n', [round])).rows).toEqual([{ n: round }]);
  }
  expect(client.connection.stream.listenerCount('data')).toBe(1);
});

test('queries that were queued behind a COPY run after it, another COPY too', async (context) => {
  const { client } = await connected(context);
  const outcomes = await Promise.all([
    read(client, 'COPY (SELECT generate_series(1, 5000)) TO STDOUT'),
    client.query('SELECT 2 AS n'),
    read(client, 'COPY (SELECT generate_series(1, 3000)) TO STDOUT'),
  ]);
  expect(outcomes.map((o) => ('digest' in o ? o.digest.rows : o.rows[0].n))).toEqual([5000, 2, 3000]);
});

test('no rows have no bytes', async (context) => {
  const { client } = await connected(context);
  const { digest } = await read(client, 'COPY (SELECT 1 WHERE false) TO STDOUT');
  expect(digest).toEqual({ rows: 0, hash: '0000000000000000', bytes: 0 });
});

test('rows without columns are counted', async (context) => {
  const { client } = await connected(context);
  const { digest, text } = await read(client, 'COPY (SELECT FROM generate_series(1, 3)) TO STDOUT');
  expect(text.toString()).toBe('\n\n\n');
  expect(digest.rows).toBe(3);
});

test('works over TCP as over the unix socket, and through TLS', async () => {
  await using tlsServer = await startServer({ tcp: true, tls: selfSignedCertificate() });
  const { host, port, database, user, password } = tlsServer.target('postgres', 'tcp');
  for (const ssl of [false, { rejectUnauthorized: false }]) {
    const client = new pg.Client({ host, port, database, user, password: password ?? '', ssl });
    await client.connect();
    expect(client.connection.stream instanceof TLSSocket).toBe(ssl !== false);
    const { digest, text } = await read(
      client,
      `COPY (SELECT g, repeat('y', g % 300) FROM generate_series(1, 30000) g) TO STDOUT`,
    );
    expect(digest).toEqual({ ...rowsOf(text), bytes: text.byteLength });
    expect(await usable(client)).toBe(true);
    await client.end();
  }
});

describe('among other statements of one query', () => {
  test('only the COPY counts', async (context) => {
    const { database, client } = await connected(context);
    await database.query(rowsTable);
    await client.query('BEGIN');
    const { digest } = await read(
      client,
      'SAVEPOINT s; LOCK TABLE r IN ACCESS SHARE MODE NOWAIT; SELECT * FROM r LIMIT 3; COPY r TO STDOUT; ROLLBACK TO SAVEPOINT s',
    );
    expect(digest.rows).toBe(20_000);
    const { rows } = await client.query(
      `SELECT count(*)::int AS n FROM pg_locks WHERE relation = 'r'::regclass AND pid = pg_backend_pid()`,
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  test('an error of any of them is the server’s own, and the client can be used afterwards', async (context) => {
    const { database, client } = await connected(context);
    await database.query(rowsTable);
    const other = await database.connect();
    await other.query('BEGIN; LOCK TABLE r IN ACCESS EXCLUSIVE MODE');
    await client.query('BEGIN');
    const outcome = read(
      client,
      'SAVEPOINT s; LOCK TABLE r IN ACCESS SHARE MODE NOWAIT; COPY r TO STDOUT; ROLLBACK TO SAVEPOINT s',
    );
    await expect(outcome).rejects.toBeInstanceOf(pg.DatabaseError);
    await expect(outcome).rejects.toMatchObject({ code: '55P03' });
    await client.query('ROLLBACK TO SAVEPOINT s');
    expect(await usable(client)).toBe(true);
    await other.end();
    expect((await read(client, 'COPY r TO STDOUT')).digest.rows).toBe(20_000);
  });

  test('an error in the middle of the rows leaves the client usable', async (context) => {
    const { client } = await connected(context);
    const outcome = read(client, 'COPY (SELECT 1 / (90000 - g) FROM generate_series(1, 100000) g) TO STDOUT');
    await expect(outcome).rejects.toMatchObject({ code: '22012', message: 'division by zero' });
    expect((await read(client, 'COPY (SELECT 1) TO STDOUT')).digest.rows).toBe(1);
  });

  test('notices reach the client’s listeners, also in the middle of the rows', async (context) => {
    const { database, client } = await connected(context);
    await database.query(`CREATE FUNCTION chatty(int) RETURNS int LANGUAGE plpgsql AS
      $$ BEGIN IF $1 % 1000 = 0 THEN RAISE NOTICE 'row %', $1; END IF; RETURN $1; END $$`);
    const notices: (string | undefined)[] = [];
    client.on('notice', ({ message }) => notices.push(message));
    const { digest } = await read(client, 'COPY (SELECT chatty(g) FROM generate_series(1, 5000) g) TO STDOUT');
    expect(digest.rows).toBe(5000);
    expect(notices).toEqual(['row 1000', 'row 2000', 'row 3000', 'row 4000', 'row 5000']);
  });

  test('a query without a COPY is refused', async (context) => {
    const { client } = await connected(context);
    await expect(read(client, 'SELECT 1')).rejects.toMatchObject({ code: 'database' });
    expect(await usable(client)).toBe(true);
    await expect(promptly(read(client, 'CREATE TEMP TABLE t (a int); COPY t FROM STDIN'))).rejects.toMatchObject({
      message: expect.stringContaining('waits for rows'),
    });
  });
});

describe('the sink', () => {
  test('is never called again before its promise is resolved, and sees a chunk that stays as it is until then', async (context) => {
    const { client } = await connected(context);
    let busy = false;
    const parts: Buffer[] = [];
    const digest = await copyOut(
      client,
      `COPY (SELECT g, md5(g::text) FROM generate_series(1, 100000) g) TO STDOUT`,
      async (chunk) => {
        expect(busy).toBe(false);
        busy = true;
        if (parts.length % 20 === 0) await sleep(5);
        parts.push(Buffer.from(chunk));
        busy = false;
      },
    );
    expect(digest).toEqual({ ...rowsOf(Buffer.concat(parts)), bytes: Buffer.concat(parts).byteLength });
  });

  test('that is slow slows the server down instead of filling memory', async (context) => {
    const { client } = await connected(context);
    let taken = 0;
    const socket = client.connection.stream as Socket;
    const stop = new AbortController();
    const slowly = (chunk: Uint8Array) => {
      taken += chunk.byteLength;
      return sleep(100);
    };
    const outcome = copyOut(client, endless, slowly, { signal: stop.signal });
    await sleep(500);
    expect(socket.bytesRead - taken).toBeLessThan(1_000_000);
    stop.abort();
    await expect(outcome).rejects.toMatchObject({ code: 'interrupted' });
  });

  test.for<[string, Sink]>([
    [
      'throws',
      () => {
        throw new Error('the disk is full');
      },
    ],
    [
      'rejects',
      async () => {
        await sleep(5);
        throw new Error('the disk is full');
      },
    ],
  ])('that %s ends the copy with its error, and the connection', async ([, sink], context) => {
    const { client } = await connected(context);
    await expect(promptly(copyOut(client, endless, sink))).rejects.toThrow('the disk is full');
    expect(client.connection.stream.destroyed).toBe(true);
    await expect(client.query('SELECT 1')).rejects.toThrow();
  });
});

test('a throttle keeps the copy to its rate', async (context) => {
  const { client } = await connected(context);
  const start = performance.now();
  const { digest } = await read(client, `COPY (SELECT repeat('z', 999) FROM generate_series(1, 2000)) TO STDOUT`, {
    throttle: throttle(2_000_000),
  });
  expect(digest.bytes).toBe(2_000_000);
  expect(performance.now() - start).toBeGreaterThan(800);
});

describe('a copy that cannot go on rejects at once', () => {
  test('when the backend is terminated', async (context) => {
    const { database, client } = await connected(context);
    let seen = 0;
    const pid = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
    const outcome = copyOut(client, endless, (chunk) => {
      if (seen === 0) void database.query('SELECT pg_terminate_backend($1)', [pid]);
      seen += chunk.byteLength;
    });
    // a backend that dies while its socket is full hangs up without a word
    await expect(promptly(outcome)).rejects.toThrow(/terminating connection|connection to the server was lost/);
    expect(seen).toBeGreaterThan(0);
  });

  test.for(['while it reads', 'while the sink is busy'])('when the socket is cut %s', async (when, context) => {
    const { client } = await connected(context);
    let cut = false;
    const outcome = copyOut(client, endless, () => {
      if (!cut) setTimeout(() => client.connection.stream.destroy(new Error('read ECONNRESET')), 20);
      cut = true;
      return when === 'while it reads' ? undefined : sleep(60_000, undefined, { ref: false });
    });
    await expect(promptly(outcome)).rejects.toMatchObject({ code: 'connection', retryable: true });
  });

  test.for(['while it reads', 'while the sink is busy'])('when the signal fires %s', async (when, context) => {
    const { client } = await connected(context);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 100);
    const busy = () => (when === 'while it reads' ? undefined : sleep(60_000, undefined, { ref: false }));
    const outcome = copyOut(client, endless, busy, { signal: stop.signal });
    await expect(promptly(outcome)).rejects.toMatchObject({ code: 'interrupted' });
    expect(client.connection.stream.destroyed).toBe(true);
  });

  test('when the server waits for a lock and the signal fires', async (context) => {
    const { database, client } = await connected(context);
    await database.query(rowsTable);
    await database.query('BEGIN; LOCK TABLE r IN ACCESS EXCLUSIVE MODE');
    const outcome = read(client, 'COPY r TO STDOUT', { signal: AbortSignal.timeout(100) });
    await expect(promptly(outcome)).rejects.toMatchObject({ code: 'interrupted' });
    await database.query('ROLLBACK');
  });

  test('when the signal has fired before', async (context) => {
    const { client } = await connected(context);
    await expect(read(client, endless, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'interrupted' });
    expect(await usable(client)).toBe(true);
  });

  test('when the connection is gone already', async (context) => {
    const { client } = await connected(context);
    await client.end();
    await expect(promptly(read(client, endless))).rejects.toMatchObject({ code: 'connection' });
  });
});

test('four connections with rows of 300 MB that cannot be compressed stay below 300 MB', {
  timeout: 300_000,
}, async (context) => {
  const database = await freshDatabase(await server('15', context), { encoding: 'SQL_ASCII' });
  const client = await database.connect();
  await client.query('CREATE UNLOGGED TABLE huge (v text); ALTER TABLE huge ALTER v SET STORAGE EXTERNAL');
  expect(await copyIn(client, "COPY huge FROM STDIN (ENCODING 'SQL_ASCII')", hugeRow(300))).toBe(1);
  const script = fileURLToPath(new URL('./readHugeRows.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(database.target)]);
  const found = JSON.parse(stdout);
  expect(found).toMatchObject({ rows: 4, bytes: 4 * 300_000_001 });
  expect(found.peakMegabytes).toBeLessThan(300);
});

/** One row of noise in which no byte means anything to COPY. */
async function* hugeRow(megabytes: number): AsyncGenerator<Buffer> {
  const noise = randomBytes(3_000_000).map((byte) => (byte < 14 || byte === 92 ? byte + 100 : byte));
  for (let part = 0; part < megabytes; part++) yield Buffer.from(noise.subarray(part * 3001, part * 3001 + 1_000_000));
  yield Buffer.from('\n');
}
