import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyWorkshop, pgstow } from './pgstow.ts';

async function scriptOf(shell: string): Promise<string> {
  return (await pgstow(['completion', shell])).stdout;
}

/** What bash offers after these words. */
function offered(script: string, words: readonly string[]): string[] {
  const call = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _pgstow; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', `${script}\n${call}`], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

test('bash completes commands, options and their values', async () => {
  const script = await scriptOf('bash');
  expect(offered(script, ['pgstow', 're'])).toEqual(['repair', 'release', 'render', 'restore']);
  expect(offered(script, ['pgstow', 'plan', ''])).toEqual([
    'apply',
    'list',
    'show',
    'history',
    'pause',
    'start',
    'delete',
  ]);
  expect(offered(script, ['pgstow', '--json', 'plan', 'a'])).toEqual(['apply']);
  expect(offered(script, ['pgstow', '--repository', 'plan', 'ru'])).toEqual(['run-due', 'runs', 'run']);
  expect(offered(script, ['pgstow', 'restore', 'orders', '--conflict', 'r'])).toEqual(['rename', 'replace']);
  expect(offered(script, ['pgstow', 'restore', 'orders', '--t'])).toEqual([
    '--to',
    '--target',
    '--table',
    '--thaw-tier',
    '--thaw-days',
  ]);
  expect(offered(script, ['pgstow', 'restore', 'orders', '--target', ''])).toEqual([]);
  expect(offered(script, ['pgstow', 'completion', ''])).toEqual(['bash', 'zsh', 'fish']);
});

test.for(['bash', 'zsh', 'fish'])('%s can read its script', async (shell, context) => {
  if (spawnSync(shell, ['-c', 'true']).status !== 0) context.skip(`${shell} is not installed here`);
  await using folder = await emptyWorkshop();
  const file = join(folder.folder, 'script');
  await writeFile(file, await scriptOf(shell));
  const { status, stderr } = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test.for(['zsh', 'fish'])('the script of %s knows every command and option', async (shell) => {
  const script = await scriptOf(shell);
  for (const word of ['test-connection', 'history', 'follow', 'map-role', 'append']) expect(script).toContain(word);
});
