import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThrowawayServer } from '../../embedded/server.ts';
import { parseArchive } from '../../engine/postgres/archive.ts';
import type { ConnectionTarget, SslSettings } from '../../engine/postgres/target.ts';
import { versions } from '../servers.ts';
import { installationOf } from '../setup/sharedServer.ts';
import { selfSignedCertificate } from './certificate.ts';
import { backends, createDatabase, dump, ownServer, rejection, session, waitForLockWait } from './definitionsServer.ts';

describe.each(versions)('the way to PostgreSQL %s for definitions', (version) => {
  describe.skipIf(installationOf(version) === undefined)('on a server that is installed here', () => {
    const tls = selfSignedCertificate();
    let server: ThrowawayServer;

    beforeAll(async () => {
      server = await ownServer(version, undefined, {
        tls,
        hba: [
          'hostssl all secure 127.0.0.1/32 scram-sha-256',
          'hostnossl all secure 127.0.0.1/32 reject',
          'host all old 127.0.0.1/32 md5',
        ],
      });
      await using admin = await session(server);
      await admin.query(`
        CREATE ROLE secure LOGIN SUPERUSER PASSWORD 'påss''word';
        SET password_encryption = md5;
        CREATE ROLE old LOGIN SUPERUSER PASSWORD 'word'`);
      await createDatabase(server, 'shop', 'CREATE TABLE orders (id int)');
    });
    afterAll(() => server?.stop());

    const as = (user: string, password: string, ssl: SslSettings): ConnectionTarget => ({
      ...server.target('shop', 'tcp'),
      host: 'localhost',
      user,
      password,
      ssl,
    });
    const tables = async (target: ConnectionTarget) => {
      const { archive } = await dump(server, 'shop', { target });
      return parseArchive(archive)
        .entries.filter(({ desc }) => desc === 'TABLE')
        .map(({ tag }) => tag);
    };

    test('may be TLS with a password by SCRAM, the certificate verified', async () => {
      const target = as('secure', "påss'word", { mode: 'verify-full', rootCertificate: tls.certificate });
      expect(await tables(target)).toEqual(['orders']);
    });

    test('may be a password by MD5 without TLS', async () => {
      expect(await tables(as('old', 'word', { mode: 'disable' }))).toEqual(['orders']);
    });

    test('may be a unix socket', async () => {
      expect(await tables(server.target('shop'))).toEqual(['orders']);
    });

    test('is refused with a wrong password', async () => {
      const error = await rejection(tables(as('secure', 'wrong', { mode: 'require' })));
      expect(error).toMatchObject({ code: 'connection', hint: 'check the user and the password' });
    });

    test('carries the cancellation through TLS too', async () => {
      await using holder = await session(server, 'shop');
      await holder.query('BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE');
      const abort = new AbortController();
      const target = as('secure', "påss'word", { mode: 'verify-full', rootCertificate: tls.certificate });
      const dumping = rejection(dump(server, 'shop', { target, lockWaitMs: 60_000, signal: abort.signal }));
      await waitForLockWait(server);
      abort.abort();
      const started = performance.now();
      expect(await dumping).toMatchObject({ code: 'interrupted' });
      expect(performance.now() - started).toBeLessThan(7_000); // after 8 s it would be left to itself
      expect(await backends(server)).toBe(0);
    });
  });
});
