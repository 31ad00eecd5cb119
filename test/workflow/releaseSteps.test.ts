import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { ReleaseCheckout } from './releaseCheckout.ts';

const run = promisify(execFile);

describe('a tag', () => {
  const name = 'The tag is the version, the changelog tells of it, and workflows call it';

  test('is refused that is not the version, of which the changelog does not tell, or that workflows do not call', async () => {
    await using checkout = await ReleaseCheckout.make();
    await checkout.write('package.json', '{ "version": "1.2.3" }');
    await checkout.write('CHANGELOG.md', '# Changes\n\n## Unreleased\n');
    expect(await checkout.step(name, { GITHUB_REF_NAME: 'v1.2.4' })).toEqual({
      status: 1,
      out: '::error::the tag is v1.2.4, the version in package.json 1.2.3\n',
    });
    expect(await checkout.step(name, { GITHUB_REF_NAME: 'v1.2.3' })).toEqual({
      status: 1,
      out: '::error::CHANGELOG.md has no section 1.2.3\n',
    });
    await checkout.write('CHANGELOG.md', '# Changes\n\n## 1.2.3\n');
    await checkout.write('README.md', '      - uses: pgstow/pgstow@v11\n');
    expect(await checkout.step(name, { GITHUB_REF_NAME: 'v1.2.3' })).toEqual({
      status: 1,
      out: '::error::the README does not call pgstow/pgstow@v1, the tag that this release moves\n',
    });
    await checkout.write('README.md', '      - uses: pgstow/pgstow@v1\n');
    expect(await checkout.step(name, { GITHUB_REF_NAME: 'v1.2.3' })).toEqual({ status: 0, out: '' });
  });

  test('has the section of its version for its notes', async () => {
    await using checkout = await ReleaseCheckout.make();
    await checkout.write('CHANGELOG.md', '# Changes\n\n## 1.2.4\n\n- x\n\n## 1.2.3\n\n- a\n- b\n\n## 1.2.2\n\n- y\n');
    expect(await checkout.step('What has changed', { GITHUB_REF_NAME: 'v1.2.3' })).toMatchObject({ status: 0 });
    expect(await checkout.read('notes.md')).toBe('\n- a\n- b\n\n');
    expect(await checkout.step('What has changed', { GITHUB_REF_NAME: 'v1.2.5' })).toMatchObject({ status: 1 });
  });

  test('moves that of its major version, which was elsewhere', async () => {
    await using checkout = await ReleaseCheckout.make();
    const git = (...args: string[]) =>
      run('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: checkout.folder });
    await git('init', '--quiet', '--bare', 'origin.git');
    await git('init', '--quiet');
    await git('remote', 'add', 'origin', join(checkout.folder, 'origin.git'));
    await git('commit', '--quiet', '--allow-empty', '--message', 'first');
    await git('tag', 'v1');
    await git('push', '--quiet', 'origin', 'v1');
    await git('commit', '--quiet', '--allow-empty', '--message', 'second');
    const { stdout: second } = await git('rev-parse', 'HEAD');
    const env = { GITHUB_REF_NAME: 'v1.2.3', GITHUB_SHA: second.trim() };
    const ended = await checkout.step('The tag of the major version, which workflows call', env);
    expect(ended.status).toBe(0);
    expect((await git('ls-remote', 'origin', 'refs/tags/v1')).stdout).toBe(`${second.trim()}\trefs/tags/v1\n`);
  });
});
