import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRepository } from '../../engine/index.ts';
import { ended, type Workshop, workshop } from '../cli/pgstow.ts';
import { expectNothingLeftIn } from '../faults/aftermath.ts';
import { freshDatabase, server, type TestDatabase } from '../servers.ts';
import { missingSshd, SshServer } from './sshServer.ts';

describe.skipIf(missingSshd() !== undefined)('the command line through a bastion', () => {
  let sshd: SshServer;
  beforeAll(async () => {
    sshd = await SshServer.start();
  });
  afterAll(() => sshd?.stop());

  const planOf = (id: string, { target: { host, port, database, user } }: TestDatabase, more: object = {}) => ({
    id,
    source: {
      host,
      port,
      database,
      user,
      bastion: {
        host: '127.0.0.1',
        port: sshd.port,
        user: sshd.user,
        hostKey: sshd.read('host.pub').trim(),
        privateKey: { file: join(sshd.folder, 'user') },
      },
    },
    ...more,
  });

  test('backs up, and restores through the bastion of the plan or one that is named', async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await using copy = await freshDatabase(source.server);
    await source.query('CREATE TABLE t AS SELECT 1 AS a');
    await using shop = await workshop(planOf('shop', source));
    await shop.ok(['backup', 'shop']);
    const restore = ['restore', 'shop', '--target', copy.url];
    await shop.ok([...restore, '--bastion', 'plan']);
    expect(await copy.query('SELECT a FROM t')).toEqual([{ a: 1 }]);
    const named = ['--bastion', `${sshd.user}@127.0.0.1:${sshd.port}`, '--bastion-key-file', join(sshd.folder, 'user')];
    const env = { HOME: sshd.folder };
    const { status, stderr } = await shop.run([...restore, '--dry-run', ...named], { env });
    expect(status).toBe(1);
    expect(stderr).toMatch(/ shows the host key ssh-ed25519 SHA256:\S+, which is not known \(.*\)\n/);
    expect(stderr).toContain(`then accept it: --bastion-host-key: ${sshd.read('host.pub').trim()}\n`);
    const key = ['--bastion-host-key', sshd.read('host.pub').trim()];
    await shop.ok([...restore, '--dry-run', '--conflict', 'skip', ...named, ...key], { env });
  });

  test('SIGINT during a backup leaves no backend behind, and the process ends', async (context) => {
    await using source = await freshDatabase(await server('18', context));
    await source.query(`
      CREATE TABLE big (id int, pad text);
      INSERT INTO big SELECT n, repeat(md5(n::text), 30) FROM generate_series(1, 20000) n`);
    await using shop = await workshop(planOf('slow', source, { rateLimit: '500kB/s' }));
    const child = shop.start(['backup', 'slow']);
    const end = ended(child);
    await reading(shop);
    child.kill('SIGINT');
    const interruptedAt = performance.now();
    expect(await end).toMatchObject({ status: 130 });
    expect(performance.now() - interruptedAt).toBeLessThan(20_000); // the backup would take twice as long
    await expectNothingLeftIn(source);
  });

  test('what is wrong with a bastion is said, with how it is written', async () => {
    await using shop = await workshop({ id: 'shop', source: { host: 'h', database: 'd', user: 'u' } });
    for (const [more, message, hint] of [
      [
        ['--bastion', 'nobody'],
        '--bastion is no address of a bastion: "nobody"',
        'write it as user@host or user@host:port',
      ],
      [['--bastion-host-key', 'k'], '--bastion-host-key goes with --bastion user@host', 'give the bastion too'],
      [['--bastion', 'plan'], 'plan shop has no bastion', 'name one: --bastion user@host'],
    ] as const) {
      const args = ['restore', 'shop', '--target', 'postgresql://u@h/d', ...more];
      const { status, stderr } = await shop.run(args);
      expect({ status, stderr }).toEqual({ status: 2, stderr: `pgstow: ${message}\nhint: ${hint}\n` });
    }
  });
});

/** Waits until a run of the repository reads rows. */
async function reading(shop: Workshop): Promise<void> {
  const { runs } = await openRepository(shop.repository);
  for (;;) {
    const [run] = await runs.list();
    if (run?.state === 'running' && run.progress && run.progress.bytes > 0) return;
    await pause(50);
  }
}
