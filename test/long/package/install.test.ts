import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Packed, top } from '../../package/packed.ts';

const run = promisify(execFile);
const { version } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));

test('what npm installs of the package in an empty folder runs', async () => {
  await using packed = await Packed.make();
  const cwd = join(packed.folder, 'project');
  await mkdir(cwd);
  await writeFile(join(cwd, 'package.json'), '{ "private": true, "type": "module" }');
  await run('npm', ['install', '--no-audit', '--no-fund', packed.tarball], { cwd });
  expect((await run('npx', ['--no-install', 'pgstow', '--version'], { cwd })).stdout).toBe(`${version}\n`);
  const library = `import { version } from 'pgstow'; console.log(version)`;
  expect((await run(process.execPath, ['--eval', library], { cwd })).stdout).toBe(`${version}\n`);
});
