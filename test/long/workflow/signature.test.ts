import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ReleaseCheckout } from '../../workflow/releaseCheckout.ts';

const run = promisify(execFile);

test('the hashes are of every file, and are signed', async () => {
  await using checkout = await ReleaseCheckout.make();
  const [keys, ring] = [join(checkout.folder, 'maker'), join(checkout.folder, 'runner')];
  for (const home of [keys, ring]) await mkdir(home, { mode: 0o700 });
  await mkdir(join(checkout.folder, 'release'));
  const gpg = (home: string, ...args: string[]) =>
    run('gpg', ['--batch', '--pinentry-mode', 'loopback', '--passphrase', 'let me in', ...args], {
      env: { ...process.env, GNUPGHOME: home },
    });
  try {
    await gpg(keys, '--quick-generate-key', 'release@example.com', 'ed25519', 'sign', 'never');
    const { stdout: key } = await gpg(keys, '--armor', '--export-secret-keys');
    const names = ['linux_amd64.zip', 'linux_arm64.zip', 'manifest.json'].map(
      (end) => `terraform-provider-pgstow_1.2.3_${end}`,
    );
    for (const name of names) await checkout.write(`release/${name}`, name);
    const env = {
      GITHUB_REF_NAME: 'v1.2.3',
      GPG_PRIVATE_KEY: key,
      GPG_PASSPHRASE: 'let me in',
      GNUPGHOME: ring,
    };
    expect(await checkout.step('Hashes, and their signature', env, 'release')).toEqual({ status: 0, out: '' });
    const sums = join(checkout.folder, 'release/terraform-provider-pgstow_1.2.3_SHA256SUMS');
    const { stdout } = await run('sha256sum', ['--check', '--strict', sums], { cwd: join(checkout.folder, 'release') });
    expect(stdout).toBe(names.map((name) => `${name}: OK\n`).join(''));
    await gpg(keys, '--verify', `${sums}.sig`, sums);
  } finally {
    for (const home of [keys, ring]) await run('gpgconf', ['--homedir', home, '--kill', 'all']);
  }
});
