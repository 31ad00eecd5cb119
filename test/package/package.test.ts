import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { Packed, top } from './packed.ts';

const run = promisify(execFile);
const { version, bin, exports, dependencies } = JSON.parse(readFileSync(join(top, 'package.json'), 'utf8'));

test('the package holds what it says, and nothing else', async () => {
  await using packed = await Packed.make();
  const promised = [...Object.values(bin), ...Object.values(exports).flatMap((each) => Object.values(each as object))];
  for (const path of promised) expect(packed.files).toContain((path as string).replace(/^\.\//, ''));
  expect(packed.files).toContain('dist/engine/pipe/kernel/rows.wasm');
  const allowed =
    /^(package\.json|README\.md|LICENSE|docs\/plan\.schema\.json|dist\/cli\/licences\.txt|dist\/(engine|cli|cdk)\/.*\.(js|d\.ts|wasm))$/;
  expect(packed.files.filter((path) => !allowed.test(path))).toEqual([]);
});

test('with its own dependencies alone it runs, as a program and as a library', async () => {
  await using packed = await Packed.make();
  const modules = join(packed.folder, 'node_modules');
  await mkdir(join(modules, 'pgstow'), { recursive: true });
  await run('tar', ['-xzf', packed.tarball, '-C', join(modules, 'pgstow'), '--strip-components=1']);
  for (const name of Object.keys(dependencies)) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(top, 'node_modules', name), join(modules, name));
  }
  const program = await run(process.execPath, [join(modules, 'pgstow', bin.pgstow), '--version']);
  expect(program.stdout).toBe(`${version}\n`);
  const script = join(packed.folder, 'use.mjs');
  await writeFile(script, useOfTheLibrary);
  expect((await run(process.execPath, [script], { cwd: packed.folder })).stdout).toBe(`${version} ["orders"]\n`);
});

const useOfTheLibrary = `
import { initRepository, parsePlan, version } from 'pgstow';
const repository = await initRepository('./backups', { encryption: 'none' });
await repository.plans.apply(parsePlan({ id: 'orders', source: { host: 'h', database: 'd', user: 'u' } }));
console.log(version, JSON.stringify((await repository.plans.list()).map(({ id }) => id)));
`;
