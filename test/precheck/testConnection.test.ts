import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';
import { testConnection } from '../../engine/precheck/testConnection.ts';
import { selfSignedCertificate } from '../postgres/certificate.ts';
import { PlannedRepository, plan } from './planned.ts';

let server: ThrowawayServer;
let certificate: ReturnType<typeof selfSignedCertificate>;

beforeAll(async () => {
  certificate = selfSignedCertificate();
  server = await startServer({ tcp: true, tls: certificate, hba: ['hostnossl insists all 127.0.0.1/32 reject'] });
});

afterAll(() => server?.stop());

function tcp(changes: Partial<ConnectionTarget> = {}): ConnectionTarget {
  return { ...server.target('postgres', 'tcp'), ...changes };
}

test('passes over a unix socket', async () => {
  await using stored = await PlannedRepository.of(server.target('postgres'));
  const began = performance.now();
  const { milliseconds, ...result } = (await testConnection(stored.repository, plan)) as { milliseconds: number };
  expect(result).toEqual({
    passed: true,
    address: `postgres@${server.host}:${server.port}/postgres`,
    serverVersion: server.version,
    role: 'postgres',
    superuser: true,
    tls: null,
    standby: false,
  });
  expect(milliseconds).toBeGreaterThan(0);
  expect(milliseconds).toBeLessThanOrEqual(performance.now() - began + 1);
});

test('passes over TLS and says how the connection is encrypted', async () => {
  await using stored = await PlannedRepository.of(server.target('postgres'));
  const ssl = { mode: 'verify-full', rootCertificate: certificate.certificate } as const;
  const result = await testConnection(stored.repository, tcp({ host: 'localhost', ssl }));
  expect(result).toMatchObject({ passed: true, tls: { version: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384' } });
});

test('fails with the reason and the remedy', async () => {
  await using stored = await PlannedRepository.of(server.target('postgres'));
  const at = `127.0.0.1:${server.port}`;
  const failure = async (changes: Partial<ConnectionTarget>) => {
    const result = await testConnection(stored.repository, tcp(changes));
    expect(result).toMatchObject({ passed: false });
    return result.passed ? undefined : [result.reason, result.remedy];
  };
  expect(await failure({ password: 'wrong' })).toEqual([
    `cannot connect to postgres@${at}/postgres: password authentication failed for user "postgres"`,
    'check the user and the password',
  ]);
  expect(await failure({ password: undefined })).toEqual([
    `cannot connect to postgres@${at}/postgres: the server asks for a password and none is given`,
    'give the source a password: { env: NAME } or { file: PATH }',
  ]);
  expect(await failure({ database: 'none' })).toEqual([
    `cannot connect to postgres@${at}/none: database "none" does not exist`,
    'check the name of the database; a restore creates it first with --create-database',
  ]);
  expect(await failure({ port: 1 })).toEqual([
    'cannot connect to postgres@127.0.0.1:1/postgres: connection refused',
    'is the server running, and does it listen on that address and port (listen_addresses, port)?',
  ]);
  expect(await failure({ database: 'insists', ssl: { mode: 'disable' } })).toMatchObject([
    expect.stringContaining('the server demands TLS'),
    'use ssl: { mode: require } or stricter',
  ]);
  expect(await failure({ ssl: { mode: 'verify-full' } })).toMatchObject([
    expect.stringContaining('TLS: self-signed certificate'),
    expect.stringContaining('check ssl.rootCertificate'),
  ]);
});

test('a server that never answers may not know this machine: the address that it must allow is named', async () => {
  await using stored = await PlannedRepository.of(server.target('postgres'));
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  try {
    expect(await testConnection(stored.repository, tcp({ port }), { timeout: 300 })).toEqual({
      passed: false,
      address: `postgres@127.0.0.1:${port}/postgres`,
      reason: `cannot connect to postgres@127.0.0.1:${port}/postgres: no answer before the time-out`,
      remedy: `a firewall or the server's allow-list may not know this machine: allow its outgoing address (127.0.0.1, unless a router in between replaces it) to reach port ${port}`,
      retryable: true,
    });
  } finally {
    silent.close();
  }
});

test('a secret that is not there is a failed test, an unknown plan is bad input', async () => {
  await using stored = await PlannedRepository.of(
    server.target('postgres'),
    {},
    { password: { env: 'NO_SUCH_PASSWORD' } },
  );
  expect(await testConnection(stored.repository, plan)).toEqual({
    passed: false,
    address: `postgres@${server.host}:${server.port}/postgres`,
    reason: 'source.password: the environment variable NO_SUCH_PASSWORD is not set',
    remedy: 'set NO_SUCH_PASSWORD for this process, for example from the secrets of your scheduler',
    retryable: false,
  });
  await expect(testConnection(stored.repository, 'other')).rejects.toMatchObject({ code: 'input' });
});
