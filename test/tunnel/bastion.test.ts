import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { backup, type PgstowError, restore } from '../../engine/index.ts';
import { connect, withConnection } from '../../engine/postgres/connect.ts';
import { copyOut } from '../../engine/postgres/copyOut.ts';
import { cancelBackend } from '../../engine/postgres/definitions/cancel.ts';
import { dumpDefinitions } from '../../engine/postgres/definitions/dumpDefinitions.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';
import { precheck } from '../../engine/precheck/precheck.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { resolveSource } from '../../engine/spec/source.ts';
import type { Bastion } from '../../engine/tunnel/bastion.ts';
import { fingerprintOf, parseHostKey } from '../../engine/tunnel/hostKey.ts';
import { SshBastion } from '../../engine/tunnel/sshBastion.ts';
import { expectNothingLeftIn } from '../faults/aftermath.ts';
import { restoreRequest, withRepositoryFolder } from '../faults/scene.ts';
import { selfSignedCertificate } from '../postgres/certificate.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { missingSshd, SshServer } from './sshServer.ts';

/** About 10 MB. */
const schema = `
  CREATE TABLE big AS SELECT n AS id, repeat(md5(n::text), 8) AS pad FROM generate_series(1, 40000) n;
  ALTER TABLE big ADD PRIMARY KEY (id);
  CREATE TABLE small (id int PRIMARY KEY REFERENCES big, note text DEFAULT 'x');
  INSERT INTO small SELECT n FROM generate_series(1, 100) n;
  SELECT lo_from_bytea(0, 'a large object')`;

describe.skipIf(missingSshd() !== undefined)('through a bastion', () => {
  const tls = selfSignedCertificate();
  let postgres: ThrowawayServer;
  let sshd: SshServer;
  let shop: TestDatabase;

  beforeAll(async () => {
    [postgres, sshd] = await Promise.all([
      startServer({ tcp: true, tls, settings: { fsync: 'off' } }),
      // keys are exchanged anew with every 4 MB, as they are after some GB
      SshServer.start(['RekeyLimit 4M']),
    ]);
    shop = await freshDatabase(postgres);
    await shop.query(schema);
  });
  afterAll(async () => {
    await shop?.drop();
    await sshd?.stop();
    await postgres?.stop();
  });

  /** The server as it is called at the bastion, with TLS to the very end. */
  const beyond = (changes: Partial<Bastion> = {}, database = shop.name): ConnectionTarget => ({
    ...postgres.target(database, 'tcp'),
    host: 'localhost',
    ssl: { mode: 'verify-full', rootCertificate: tls.certificate },
    via: new SshBastion(sshd.bastion(changes)),
  });
  const refusal = async (target: ConnectionTarget) =>
    connect(target).then(
      () => 'it let us in',
      (thrown) => thrown,
    );
  const loginsOf = (log: string) => log.split('Accepted publickey').length - 1;

  /** The plan of a user, with files and variables. */
  const plan = (more: object = {}) => {
    const { port, user, password } = postgres.target(shop.name, 'tcp');
    const { host, port: sshPort, user: sshUser } = sshd.bastion();
    process.env.BASTION_TEST_PASSWORD = password as string;
    process.env.BASTION_TEST_CA = tls.certificate;
    const bastion = {
      host,
      port: sshPort,
      user: sshUser,
      hostKey: sshd.read('host.pub').trim(),
      privateKey: { file: join(sshd.folder, 'user') },
    };
    return parsePlan({
      id: 'shop',
      source: {
        host: 'localhost',
        port,
        database: shop.name,
        user,
        password: { env: 'BASTION_TEST_PASSWORD' },
        ssl: { mode: 'verify-full', rootCertificate: { env: 'BASTION_TEST_CA' } },
        bastion,
      },
      ...more,
    });
  };

  test('a database is backed up and restored, over one SSH connection each, and proved', async () => {
    await withRepositoryFolder(async ({ repository }) => {
      await repository.plans.apply(plan({ concurrency: 3 }));
      const before = loginsOf(sshd.log);
      const { set } = await backup(repository, 'shop');
      expect(set.totals).toMatchObject({ tables: 2, rows: 40_100, largeObjects: 1 });
      // what precedes the snapshot, and then all of it
      expect(loginsOf(sshd.log) - before).toBeLessThanOrEqual(2);
      await using copy = await freshDatabase(postgres);
      const { proved, provedRows } = await restore(repository, restoreRequest('shop', beyond({}, copy.name)));
      expect({ proved, provedRows }).toEqual({ proved: 2, provedRows: 40_100 });
      await expectNothingLeftIn(shop);
      await expectNothingLeftIn(copy);
    });
  });

  test('the precheck tells how the bastion was recognized', async () => {
    await withRepositoryFolder(async ({ repository }) => {
      const { checks } = await precheck(repository, plan());
      const key = fingerprintOf(parseHostKey(sshd.read('host.pub'))!.blob);
      expect(checks.find(({ name }) => name === 'bastion')).toEqual({
        name: 'bastion',
        status: 'pass',
        message: `${sshd.name} shows the host key that is known: ssh-ed25519 ${key}`,
      });
      expect(checks.find(({ name }) => name === 'tls')?.message).toContain("the server's certificate is verified");
    });
  });

  test('definitions are read by a native pg_dump too', async (context) => {
    const old = await server('15', context);
    await using database = await freshDatabase(old);
    await database.query('CREATE TABLE orders (id int)');
    const target = { ...old.target(database.name), via: new SshBastion(sshd.bastion()) };
    const { by, archive } = await dumpDefinitions({
      target,
      serverVersion: 150_000,
      excludeTables: [],
      lockWaitMs: 5_000,
      nativePgDump: join(old.binDir, 'pg_dump'),
    });
    expect(by).toBe('native');
    expect(archive.includes('CREATE TABLE public.orders')).toBe(true);
  });

  test('what a query does is cancelled', async () => {
    const target = beyond();
    await withConnection(target, {}, async (client) => {
      const slow = client.query('SELECT pg_sleep(30)').catch((thrown) => thrown);
      const isSleeping = `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
      await expect.poll(() => shop.query(isSleeping)).toHaveLength(1);
      await cancelBackend(target, client);
      expect(await slow).toMatchObject({ code: '57014' });
    });
  });

  test('nothing is read ahead of a sink that is busy but what a window holds', async () => {
    await withConnection(beyond(), {}, async (client) => {
      const held = Promise.withResolvers<void>();
      const before = process.memoryUsage().arrayBuffers;
      const copying = copyOut(
        client,
        'COPY (SELECT repeat(md5(g::text), 90) FROM generate_series(1, 8000) g) TO STDOUT',
        () => held.promise,
      );
      await sleep(500);
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(12 * 2 ** 20);
      held.resolve();
      expect(await copying).toMatchObject({ rows: 8_000 });
    });
  });

  test('a socket of the bastion is reached by its folder', async () => {
    const target = { ...postgres.target(shop.name), via: new SshBastion(sshd.bastion()) };
    await withConnection(target, {}, async (client) => {
      expect((await client.query('SELECT count(*)::int AS count FROM small')).rows).toEqual([{ count: 100 }]);
    });
  });

  describe('a host key', () => {
    const trusting = (trust: Bastion['trust']) => refusal(beyond({ trust }));
    const offered = () => parseHostKey(sshd.read('host.pub'))!;
    const shown = () =>
      `cannot connect to postgres@localhost:${postgres.port}/${shop.name}: ${sshd.name} shows the host key ssh-ed25519 ${fingerprintOf(offered().blob)}`;

    test('is taken by its fingerprint, and by a line of known hosts, be it of another kind', async () => {
      const rsa = sshd.read('host-rsa.pub').trim();
      for (const trust of [
        { kind: 'key', hostKey: fingerprintOf(offered().blob) },
        { kind: 'key', hostKey: rsa },
        { kind: 'knownHosts', files: [{ name: 'f', text: `[127.0.0.1]:${sshd.port} ${rsa}\n` }] },
      ] as const) {
        await withConnection(beyond({ trust }), {}, async () => {});
      }
    });

    test('that is another one is refused with both', async () => {
      const other = fingerprintOf(Buffer.from('another'));
      expect(await trusting({ kind: 'key', hostKey: other })).toMatchObject({
        code: 'connection',
        message: `${shown()}, and source.bastion.hostKey is ${other}: somebody may be in between`,
        hint: 'ask who runs the bastion; where its key was changed, or is the one of another kind, write source.bastion.hostKey anew (ssh-keyscan shows all of its keys)',
      });
    });

    test('that is not known is refused, with how to accept it', async () => {
      expect(await trusting({ kind: 'knownHosts', files: [{ name: '~/.ssh/known_hosts', text: '' }] })).toMatchObject({
        code: 'connection',
        message: `${shown()}, which is not known (~/.ssh/known_hosts)`,
        hint: `compare it with what who runs the bastion says, then accept it: source.bastion.hostKey: ssh-ed25519 ${offered().blob.toString('base64')}`,
      });
    });

    test('that has changed, or is revoked, is refused', async () => {
      const place = `[127.0.0.1]:${sshd.port}`;
      const stranger = execFileSync('ssh-keygen', [
        '-y',
        '-f',
        join(sshd.folder, 'locked'),
        '-P',
        'a passphrase',
      ]).toString();
      const other = fingerprintOf(parseHostKey(stranger)!.blob);
      const changed = { kind: 'knownHosts', files: [{ name: 'f', text: `${place} ${stranger}` }] } as const;
      expect(await trusting(changed)).toMatchObject({
        message: expect.stringContaining(`, and f has ssh-ed25519 ${other} for it: somebody may be in between`),
        hint: `ask who runs the bastion; where its key was changed: ssh-keygen -R '${place}', then accept the new one`,
      });
      const revoked = {
        kind: 'knownHosts',
        files: [{ name: 'f', text: `@revoked ${place} ${sshd.read('host.pub')}` }],
      } as const;
      expect(await trusting(revoked)).toMatchObject({ message: `${shown()}, which f revokes` });
    });
  });

  describe('we are let in', () => {
    test('by a key with a passphrase, or by an agent', async () => {
      const locked = { kind: 'key', privateKey: sshd.read('locked'), passphrase: 'a passphrase' } as const;
      await withConnection(beyond({ identity: locked }), {}, async () => {});
      const socket = join(sshd.folder, 'agent');
      const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
      try {
        await once(agent.stdout, 'data'); // it says where it is when it is there
        execFileSync('ssh-add', ['-q', join(sshd.folder, 'user')], { env: { ...process.env, SSH_AUTH_SOCK: socket } });
        await withConnection(beyond({ identity: { kind: 'agent', socket } }), {}, async () => {});
      } finally {
        agent.kill();
      }
    });

    test('by no other key, and by none that cannot be read', async () => {
      const identity = (privateKey: string, passphrase?: string) => ({ kind: 'key', privateKey, passphrase }) as const;
      const at = `cannot connect to postgres@localhost:${postgres.port}/${shop.name}: ${sshd.name}`;
      expect(await refusal(beyond({ identity: identity(sshd.read('stranger')) }))).toMatchObject({
        code: 'connection',
        message: `${at}: it does not let us in by the key`,
        hint: `put the public key into the authorized_keys of ${sshd.user} there, or give another one with source.bastion.privateKey`,
      });
      for (const [key, passphrase, why] of [
        [sshd.read('locked'), undefined, 'Encrypted private OpenSSH key detected, but no passphrase given'],
        [sshd.read('locked'), 'another', 'OpenSSH key integrity check failed -- bad passphrase?'],
        ['no key', undefined, 'Unsupported key format'],
      ] as const) {
        expect(await refusal(beyond({ identity: identity(key, passphrase) }))).toMatchObject({
          code: 'input',
          message: `${at}: the private key cannot be used: ${why}`,
        });
      }
    });

    test('by no agent that is not there', async () => {
      const socket = join(sshd.folder, 'nobody');
      expect(await refusal(beyond({ identity: { kind: 'agent', socket } }))).toMatchObject({
        code: 'connection',
        hint: 'is SSH_AUTH_SOCK the socket of an agent that runs, and does ssh-add -l show the key?',
      });
    });
  });

  test('a server that the bastion does not reach, and one that does not run, are told apart from it', async () => {
    const closed = { ...beyond(), port: 1 };
    expect(await refusal(closed)).toMatchObject({
      code: 'connection',
      message: `cannot connect to postgres@localhost:1/${shop.name}: ${sshd.name} does not reach localhost:1: Connection refused`,
      hint: 'host and port are looked up there: is the server running, and does its firewall or allow-list let the bastion in?',
      retryable: true,
    });
    const nobody = { ...beyond(), via: new SshBastion({ ...sshd.bastion(), port: 1 }) };
    expect(await refusal(nobody)).toMatchObject({
      code: 'connection',
      message: `cannot connect to postgres@localhost:${postgres.port}/${shop.name}: the bastion ${sshd.user}@127.0.0.1:1: connection refused`,
      hint: 'is sshd running there, on that port?',
      retryable: true,
    });
    const noSshd = { ...beyond(), via: new SshBastion({ ...sshd.bastion(), port: postgres.port }) };
    expect(await refusal(noSshd)).toMatchObject({ message: expect.stringMatching(/it hung up before it let us in$/) });
  });

  test('a bastion that says nothing does not keep whoever goes', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const closed = new Promise((resolve) =>
      silent.once('connection', (socket) => socket.resume().once('close', resolve)),
    );
    const { port } = silent.address() as AddressInfo;
    const gone = new AbortController();
    silent.once('connection', () => gone.abort());
    const target = { ...beyond(), via: new SshBastion({ ...sshd.bastion(), port }) };
    await expect(connect(target, { signal: gone.signal })).rejects.toMatchObject({ code: 'interrupted' });
    await closed;
    silent.close();
  });

  test('a bastion is not connected to any more when who wanted to has gone', async () => {
    let connections = 0;
    const silent = createServer(() => connections++).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const gone = new AbortController();
    const opening = new SshBastion({ ...sshd.bastion(), port }).open('localhost', 5432, gone.signal);
    gone.abort();
    await expect(opening).rejects.toMatchObject({ code: 'interrupted' });
    await sleep(200);
    expect(connections).toBe(0);
    silent.close();
  });

  test('a password that is wrong is told with the way', async () => {
    expect(await refusal({ ...beyond(), password: 'wrong' })).toMatchObject({
      message: `cannot connect to postgres@localhost:${postgres.port}/${shop.name} through ${sshd.name}: password authentication failed for user "postgres"`,
    });
  });

  test('a bastion that may not forward says so', async () => {
    await using strict = await SshServer.start(['AllowTcpForwarding no']);
    const target = { ...beyond(), via: new SshBastion(strict.bastion()) };
    expect(await refusal(target)).toMatchObject({
      code: 'connection',
      message: expect.stringContaining(`${strict.name} may not forward to localhost:${postgres.port} (`),
      hint: `allow it there: AllowTcpForwarding yes and PermitOpen localhost:${postgres.port} in sshd_config, no restrict or permitopen in authorized_keys`,
    });
  });

  test('a bastion that is killed in the middle of a backup ends it, and the next one goes on', async () => {
    await withRepositoryFolder(async ({ repository }) => {
      await repository.plans.apply(plan({ rateLimit: '3MB/s' }));
      const reading = Promise.withResolvers<void>();
      const killed = backup(repository, 'shop', {
        onEvent: (event) => {
          if (event.kind === 'progress' && event.progress.bytes > 0) reading.resolve();
        },
      }).catch((thrown) => thrown);
      await reading.promise;
      sshd.kill();
      expect(await killed).toMatchObject({
        code: 'connection',
        message: expect.stringContaining(`${sshd.name} was lost: `),
        retryable: true,
      });
      await expectNothingLeftIn(shop);
      await sshd.restart();
      await repository.plans.apply(plan());
      expect((await backup(repository, 'shop')).set.totals.tables).toBe(2);
    });
  });

  test('a bastion that is killed in the middle of a restore leaves what can be gone on with', async () => {
    await withRepositoryFolder(async ({ repository }) => {
      await repository.plans.apply(plan());
      await backup(repository, 'shop');
      await using copy = await freshDatabase(postgres);
      const request = restoreRequest('shop', beyond({}, copy.name));
      const lost: PgstowError = await restore(repository, request, {
        onEvent: (event) => event.kind === 'phase' && event.phase === 'load' && sshd.kill(),
      }).catch((thrown) => thrown);
      expect(lost).toMatchObject({ code: 'connection', message: expect.stringContaining(`${sshd.name} was lost: `) });
      const [, run] = /^was the server restarted.* with --resume (\S+), and it goes on/.exec(lost.hint!) ?? [];
      await sshd.restart();
      await expectNothingLeftIn(copy);
      expect(await restore(repository, { ...request, resume: run })).toMatchObject({ proved: 2, provedRows: 40_100 });
    });
  });

  test('a connection that was lost is opened anew by the next one', async () => {
    const via = new SshBastion(sshd.bastion());
    const target = { ...beyond(), via };
    const client = await connect(target);
    sshd.kill();
    expect(await client.query('SELECT pg_sleep(5)').catch((thrown) => thrown)).toMatchObject({
      message: expect.stringContaining(`${sshd.name} was lost: `),
    });
    await sshd.restart();
    await withConnection(target, {}, async () => {});
  });

  test('a plan without a key to recognize the bastion by looks into the known hosts of the machine', async () => {
    const { source } = plan();
    const { hostKey, ...bastion } = source.bastion!;
    const env = { ...process.env, HOME: sshd.folder };
    const target = await resolveSource({ ...source, bastion }, { env });
    expect(await refusal(target)).toMatchObject({ message: expect.stringMatching(/, which is not known \(.*\)$/) });
  });
});
