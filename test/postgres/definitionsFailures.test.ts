import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThrowawayServer } from '../../embedded/server.ts';
import { versions } from '../servers.ts';
import { installationOf } from '../setup/sharedServer.ts';
import { backends, createDatabase, dump, ownServer, rejection, session, waitForLockWait } from './definitionsServer.ts';
import { StallingProxy } from './stallingProxy.ts';

describe.each(versions)('reading definitions from PostgreSQL %s that goes wrong', (version) => {
  describe.skipIf(installationOf(version) === undefined)('on a server that is installed here', () => {
    let server: ThrowawayServer;

    beforeAll(async () => {
      server = await ownServer(version, undefined);
      await using admin = await session(server);
      await admin.query(`CREATE ROLE reader LOGIN PASSWORD 'word'`);
      await createDatabase(
        server,
        'shop',
        `CREATE TABLE orders (id int); CREATE SCHEMA hr; CREATE TABLE hr.salaries (id int); CREATE TABLE hr."Odd one" (id int);
         GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader; GRANT USAGE ON SCHEMA hr TO reader`,
      );
    });
    afterAll(() => server?.stop());

    test('names a snapshot that is not there', async () => {
      const error = await rejection(dump(server, 'shop', { snapshot: '00000003-0000001B-1' }));
      expect(error).toMatchObject({ code: 'database', hint: expect.stringContaining('must stay open') });
      expect(error.message).toMatch(
        /^cannot read the definitions of postgres@.*\/shop: pg_dump: .*00000003-0000001B-1/,
      );
    });

    test('says that what was given is no snapshot', async () => {
      const error = await rejection(dump(server, 'shop', { snapshot: "'; DROP TABLE orders" }));
      expect(error).toMatchObject({
        code: 'database',
        message: expect.stringContaining('invalid snapshot identifier'),
      });
    });

    test('names a table that may not be read, and the GRANT', async () => {
      const target = { ...server.target('shop', 'tcp'), user: 'reader', password: 'word' };
      await using admin = await session(server, 'shop');
      const read = () => rejection(dump(server, 'shop', { target }));
      const first = await read();
      expect(first).toMatchObject({ code: 'privilege', retryable: false });
      expect(first.message).toMatch(/permission denied for table (salaries|Odd one)$/);
      await admin.query('GRANT SELECT ON hr.salaries TO reader');
      expect((await read()).hint).toBe('GRANT SELECT ON TABLE hr."Odd one" TO "reader"; or leave the table out');
      await admin.query('REVOKE USAGE ON SCHEMA hr FROM reader');
      expect(await read()).toMatchObject({
        code: 'privilege',
        message: expect.stringMatching(/permission denied for schema hr$/),
        hint: 'GRANT USAGE ON SCHEMA "hr" TO "reader"; or leave the schema\'s tables out',
      });
      await admin.query('GRANT USAGE ON SCHEMA hr TO reader; REVOKE SELECT ON hr.salaries FROM reader');
    });

    test('does not mind a table that may not be read when it is left out', async () => {
      const target = { ...server.target('shop', 'tcp'), user: 'reader', password: 'word' };
      const excludeTables = ['salaries', 'Odd one'].map((name) => ({ schema: 'hr', name }));
      await expect(dump(server, 'shop', { target, excludeTables })).resolves.toMatchObject({ by: 'embedded' });
    });

    test('succeeds with a warning where only a superuser may read', async () => {
      await createDatabase(
        server,
        'subscriber',
        "CREATE SUBSCRIPTION s CONNECTION 'host=/nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)",
      );
      const target = { ...server.target('subscriber', 'tcp'), user: 'reader', password: 'word' };
      expect((await dump(server, 'subscriber', { target })).warnings).toEqual([
        'subscriptions not dumped because current user is not a superuser',
      ]);
    });

    test('gives up a lock after the time allowed', async () => {
      await using holder = await session(server, 'shop');
      await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
      const started = performance.now();
      const error = await rejection(dump(server, 'shop', { lockWaitMs: 300 }));
      expect(error).toMatchObject({ code: 'lock', retryable: true });
      expect(error.message).toContain('not granted within 300 ms');
      expect(error.message).toContain('public.orders');
      expect(performance.now() - started).toBeLessThan(30_000);
      expect(await backends(server)).toBe(0);
    });

    test('leaves no backend when it is aborted while it waits for a lock', async () => {
      await using holder = await session(server, 'shop');
      await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
      const abort = new AbortController();
      const dumping = rejection(dump(server, 'shop', { lockWaitMs: 60_000, signal: abort.signal }));
      await waitForLockWait(server);
      abort.abort();
      expect(await dumping).toMatchObject({ code: 'interrupted' });
      expect(await backends(server)).toBe(0);
    });

    test('leaves no backend whenever it is aborted', async () => {
      for (const after of [0, 5, 15, 30, 60, 100, 150]) {
        const abort = new AbortController();
        const dumping = dump(server, 'shop', { signal: abort.signal }).then(
          () => ({ code: 'done' }),
          (thrown) => thrown,
        );
        setTimeout(() => abort.abort(), after);
        expect(['interrupted', 'done']).toContain((await dumping).code);
        expect(await backends(server)).toBe(0);
      }
    });

    test('does not begin when it is aborted before', async () => {
      expect(await rejection(dump(server, 'shop', { signal: AbortSignal.abort() }))).toMatchObject({
        code: 'interrupted',
      });
    });

    test('says that the connection was lost', async () => {
      await using holder = await session(server, 'shop');
      await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
      const dumping = rejection(dump(server, 'shop', { lockWaitMs: 60_000 }));
      await waitForLockWait(server);
      await using admin = await session(server);
      await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgstow definitions'",
      );
      expect(await dumping).toMatchObject({
        code: 'connection',
        retryable: true,
        message: expect.stringContaining('terminating connection due to administrator command'),
      });
    });

    test('notices a connection that breaks without a word', async () => {
      await using proxy = await StallingProxy.to(server.port);
      await using holder = await session(server, 'shop');
      await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
      const target = { ...server.target('shop', 'tcp'), port: proxy.port };
      const dumping = rejection(dump(server, 'shop', { target, lockWaitMs: 60_000 }));
      await waitForLockWait(server);
      proxy.cut();
      expect(await dumping).toMatchObject({
        code: 'connection',
        retryable: true,
        message: expect.stringMatching(/: the connection was lost$/),
      });
    });

    test('notices a network that swallows everything', async () => {
      await using proxy = await StallingProxy.to(server.port);
      const target = { ...server.target('shop', 'tcp'), port: proxy.port };
      proxy.swallowAfter(20_000);
      const dumping = rejection(dump(server, 'shop', { target, lockWaitMs: 200, stallLimitMs: 800 }));
      expect(await dumping).toMatchObject({
        code: 'connection',
        retryable: true,
        message: `postgres@127.0.0.1:${proxy.port}/shop sent nothing for 1 s while its definitions were read`,
      });
    });

    test('says which setting gives room for more locks', async (context) => {
      await using small = await ownServer(version, context, {
        settings: { max_locks_per_transaction: '10', max_connections: '10', max_prepared_transactions: '0' },
      });
      await createDatabase(small, 'many');
      await using client = await session(small, 'many');
      for (let from = 0; from < 1500; from += 100) {
        await client.query(Array.from({ length: 100 }, (_, i) => `CREATE TABLE t${from + i} ();`).join('COMMIT;'));
      }
      expect(await rejection(dump(small, 'many'))).toMatchObject({
        code: 'database',
        message: expect.stringContaining('out of shared memory'),
        hint: expect.stringContaining('max_locks_per_transaction'),
      });
    });
  });
});
