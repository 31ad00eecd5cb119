import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ended, Mirror } from './terraform.ts';

test('the program is started by the Node.js that has installed it, and says what it needs where that is older', async () => {
  await using mirror = await Mirror.make();
  const files = await readdir(join(mirror.folder, 'mirror'), { recursive: true });
  const program = join(mirror.folder, 'mirror', files.find((name) => /terraform-provider-pgstow_v[\d.]+$/.test(name))!);
  const text = await readFile(program, 'utf8');
  expect(text.split('\n')[0]).toBe(`#!${process.execPath}`);
  // what an older Node.js reads first: here this one claims to be such
  const older = join(mirror.folder, 'older.cjs');
  const claim = `Object.defineProperty(process.versions, 'node', { value: '20.1.0' });`;
  await writeFile(older, text.replace(/^#!.*/, claim));
  const { status, output } = await ended(spawn(process.execPath, [older]));
  expect(status).toBe(1);
  expect(output).toMatch(
    /^The pgstow provider needs Node.js 24 or newer: let the first "node" in PATH be one\. It is /,
  );
});
