import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { buildBundle } from '../../build/provider/bundle.ts';
import { freshDatabase, server } from '../servers.ts';
import { missingSshd, SshServer } from './sshServer.ts';

type Engine = typeof import('../../engine/index.ts');

test.skipIf(missingSshd() !== undefined)('the engine in the bundle goes through a bastion too', async (context) => {
  await using database = await freshDatabase(await server('18', context));
  await using sshd = await SshServer.start();
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-bundle-'));
  try {
    await buildBundle(folder);
    const engine = (await import(pathToFileURL(join(folder, 'engine/index.js')).href)) as Engine;
    const { host, port, user, trust } = sshd.bastion();
    const bastion = {
      ...{ host, port, user, hostKey: trust.kind === 'key' ? trust.hostKey : '' },
      privateKey: { file: join(sshd.folder, 'user') },
    };
    const via = await engine.resolveBastion(bastion);
    const repository = await engine.initRepository(join(folder, 'repository'), { encryption: 'none' });
    expect(await engine.testConnection(repository, { ...database.target, via })).toMatchObject({ passed: true });
  } finally {
    await rm(folder, { recursive: true });
  }
});
