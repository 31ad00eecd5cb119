import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, type TestContext, test } from 'vitest';
import { startServer } from '../../embedded/server.ts';
import { PgstowError } from '../../engine/errors.ts';
import { BlobReader } from '../../engine/pipe/blobReader.ts';
import { BlobWriter } from '../../engine/pipe/blobWriter.ts';
import { copyIn } from '../../engine/postgres/copyIn.ts';
import { copyOut } from '../../engine/postgres/copyOut.ts';
import { freshDatabase, server, type TestDatabase, versions } from '../servers.ts';
import { selfSignedCertificate } from './certificate.ts';

const copyT = 'COPY t FROM STDIN';

async function connected(context: TestContext, version = '15'): Promise<{ database: TestDatabase; client: pg.Client }> {
  const database = await freshDatabase(await server(version, context));
  const client = await database.connect();
  await client.query('CREATE TABLE t (id int PRIMARY KEY, v text)');
  return { database, client };
}

async function count(client: pg.Client): Promise<number> {
  return (await client.query('SELECT count(*)::int AS n FROM t')).rows[0].n;
}

/** Text in chunks of the given size, as a stream would give it. */
async function* chunks(text: string, size = 1000): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

function rowsFrom(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}\tvalue ${index}\n`).join('');
}

async function* endlessRows(): AsyncGenerator<Buffer> {
  for (let id = 1; ; id += 1000) yield Buffer.from(rowsFrom(id, id + 999));
}

function promptly<T>(outcome: Promise<T>): Promise<T> {
  const late = sleep(30_000, undefined, { ref: false }).then(() =>
    Promise.reject(new Error('still waiting after 30 seconds')),
  );
  return Promise.race([outcome, late]);
}

describe.for(versions)('PostgreSQL %s', (version) => {
  test('takes back through blobs what was read, row for row', async (context) => {
    const { client } = await connected(context, version);
    await client.query(
      `INSERT INTO t SELECT g, repeat(E'\\t\\n\\\\ ü', g % 7) || md5(g::text) FROM generate_series(1, 200000) g`,
    );
    const blobs = new Map<string, Buffer>();
    const writer = new BlobWriter(async ({ id, body }) => {
      blobs.set(id, Buffer.concat(body));
      return id;
    });
    writer.begin();
    const before = await copyOut(client, 'COPY t TO STDOUT', (chunk) => writer.append(chunk));
    const pieces = writer.end();
    await writer.finish();
    await client.query('CREATE TABLE back (LIKE t)');
    const content = new BlobReader(async (id) => blobs.get(id)!).content(await pieces);
    expect(await copyIn(client, 'COPY back FROM STDIN', content)).toBe(before.rows);
    expect(await copyOut(client, 'COPY back TO STDOUT', () => {})).toEqual(before);
    const { rows } = await client.query('SELECT count(*)::int AS n FROM (TABLE t EXCEPT ALL TABLE back) AS lost');
    expect(rows).toEqual([{ n: 0 }]);
  });
});

test.for([1, 7, 65_536, 10_000_000])('chunks of %d bytes make the same rows', async (size, context) => {
  const { client } = await connected(context);
  const rows = size === 1 ? 300 : 200_000;
  expect(await copyIn(client, copyT, chunks(rowsFrom(1, rows), size))).toBe(rows);
  expect(await count(client)).toBe(rows);
});

/** 200,000 rows, in chunks that are used for something else as soon as the next one is asked for. */
async function* reused(size: number): AsyncGenerator<Buffer> {
  for await (const chunk of chunks(rowsFrom(1, 200_000), size)) {
    yield chunk;
    chunk.fill('x');
  }
}

/** Makes the server slower than we are, so that what was written is not always sent. */
async function slowDown(client: pg.Client): Promise<void> {
  await client.query(
    `CREATE FUNCTION idle() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.001); RETURN NEW; END';
     CREATE TRIGGER idle BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.id % 1000 = 0) EXECUTE FUNCTION idle()`,
  );
}

const spoiltRows = "SELECT count(*)::int AS n FROM t WHERE v !~ '^value [0-9]+$'";

test.for([1000, 40_000, 64_000, 100_000, 300_000])(
  'a chunk of %d bytes may be used for something else once the next is asked for',
  async (size, context) => {
    const { client } = await connected(context);
    await slowDown(client);
    expect(await copyIn(client, copyT, reused(size))).toBe(200_000);
    expect((await client.query(spoiltRows)).rows).toEqual([{ n: 0 }]);
  },
);

test('so it may when the connection is encrypted', async () => {
  await using tlsServer = await startServer({ tcp: true, tls: selfSignedCertificate() });
  const { host, port, database, user, password } = tlsServer.target('postgres', 'tcp');
  const client = new pg.Client({ host, port, database, user, password, ssl: { rejectUnauthorized: false } });
  await client.connect();
  await client.query('CREATE TABLE t (id int PRIMARY KEY, v text)');
  await slowDown(client);
  expect(await copyIn(client, copyT, reused(40_000))).toBe(200_000);
  expect((await client.query(spoiltRows)).rows).toEqual([{ n: 0 }]);
  await client.end();
});

test('a source without bytes makes no rows', async (context) => {
  const { client } = await connected(context);
  expect(await copyIn(client, copyT, chunks(''))).toBe(0);
  expect(await count(client)).toBe(0);
});

test('several copies follow each other on one connection', async (context) => {
  const { client } = await connected(context);
  for (let round = 0; round < 10; round++) {
    expect(await copyIn(client, copyT, chunks(rowsFrom(round * 100, round * 100 + 99)))).toBe(100);
  }
  expect(await count(client)).toBe(1000);
});

describe('an error of the source', () => {
  test.for<[string, number]>([
    ['at once', 0],
    ['in the middle', 50_000],
  ])('%s undoes the copy and is what one hears of', async ([, rows], context) => {
    const { client } = await connected(context);
    const damaged = new PgstowError('damaged', 'blob 123: its content has the SHA-256 456');
    async function* failing(): AsyncGenerator<Buffer> {
      yield* chunks(rowsFrom(1, rows || 1).slice(0, rows * 10));
      throw damaged;
    }
    await expect(promptly(copyIn(client, copyT, failing()))).rejects.toBe(damaged);
    expect(await count(client)).toBe(0);
    expect(await copyIn(client, copyT, chunks(rowsFrom(1, 10)))).toBe(10);
  });
});

describe('an error of the server keeps its code and place', () => {
  test.for<[string, string, string, string]>([
    [
      'a row it cannot read',
      `${rowsFrom(1, 100)}x\ty\n${rowsFrom(200, 30_000)}`,
      '22P02',
      'COPY t, line 101, column id: "x"',
    ],
    ['a row it has already', `${rowsFrom(1, 100)}7\tagain\n`, '23505', 'COPY t, line 101'],
    ['a row cut short', `${rowsFrom(1, 5)}6`, '22P04', 'COPY t, line 6: "6"'],
  ])('%s', async ([, text, code, where], context) => {
    const { client } = await connected(context);
    const outcome = promptly(copyIn(client, copyT, chunks(text)));
    await expect(outcome).rejects.toBeInstanceOf(pg.DatabaseError);
    await expect(outcome).rejects.toMatchObject({ code, where });
    expect(await count(client)).toBe(0);
  });

  test('while the source has not ended, and the source is closed', async (context) => {
    const { client } = await connected(context);
    let closed = false;
    async function* watched(): AsyncGenerator<Buffer> {
      try {
        yield Buffer.from(`x\ty\n${'z'.repeat(100_000)}\n`);
        yield* endlessRows();
      } finally {
        closed = true;
      }
    }
    await expect(promptly(copyIn(client, copyT, watched()))).rejects.toMatchObject({ code: '22P02' });
    expect(await count(client)).toBe(0);
    await expect.poll(() => closed).toBe(true);
  });

  test('when there is no such table, or the statement is no COPY', async (context) => {
    const { client } = await connected(context);
    await expect(promptly(copyIn(client, 'COPY nowhere FROM STDIN', endlessRows()))).rejects.toMatchObject({
      code: '42P01',
    });
    await expect(promptly(copyIn(client, 'SELEKT', endlessRows()))).rejects.toMatchObject({ code: '42601' });
    expect(await count(client)).toBe(0);
  });

  test('when a constraint is checked at the end', async (context) => {
    const { client } = await connected(context);
    await client.query('CREATE TABLE child (id int REFERENCES t)');
    const outcome = copyIn(client, 'COPY child FROM STDIN', chunks('1\n'));
    await expect(promptly(outcome)).rejects.toMatchObject({ code: '23503' });
    expect(await count(client)).toBe(0);
  });
});

describe('a copy that cannot go on rejects at once', () => {
  const silent = async function* (): AsyncGenerator<Buffer> {
    yield Buffer.from(rowsFrom(1, 10_000));
    await sleep(60_000, undefined, { ref: false });
  };

  test.for<[string, () => AsyncGenerator<Buffer>]>([
    ['rows are on their way', endlessRows],
    ['the source is silent', silent],
  ])('when the backend is terminated while %s', async ([, source], context) => {
    const { database, client } = await connected(context);
    const pid = (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;
    const outcome = promptly(copyIn(client, copyT, source()));
    outcome.catch(() => {});
    await sleep(200);
    await database.query('SELECT pg_terminate_backend($1)', [pid]);
    await expect(outcome).rejects.toThrow(/terminating connection|connection to the server was lost/);
  });

  test.for<[string, () => AsyncGenerator<Buffer>]>([
    ['rows are on their way', endlessRows],
    ['the source is silent', silent],
  ])('when the signal fires while %s', async ([, source], context) => {
    const { database, client } = await connected(context);
    const outcome = copyIn(client, copyT, source(), { signal: AbortSignal.timeout(200) });
    await expect(promptly(outcome)).rejects.toMatchObject({ code: 'interrupted' });
    expect(client.connection.stream.destroyed).toBe(true);
    expect(await database.query('SELECT count(*)::int AS n FROM t')).toEqual([{ n: 0 }]);
  });

  test('when the signal has fired before', async (context) => {
    const { client } = await connected(context);
    const outcome = copyIn(client, copyT, endlessRows(), { signal: AbortSignal.abort() });
    await expect(outcome).rejects.toMatchObject({ code: 'interrupted' });
    expect(await count(client)).toBe(0);
  });

  test('when the connection is gone already', async (context) => {
    const { client } = await connected(context);
    await client.end();
    await expect(promptly(copyIn(client, copyT, endlessRows()))).rejects.toMatchObject({ code: 'connection' });
  });
});
