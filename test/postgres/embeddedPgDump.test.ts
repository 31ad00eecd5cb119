import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const module = new URL('../../engine/postgres/definitions/embeddedPgDump.ts', import.meta.url);
const target = { host: '127.0.0.1', port: 1, database: 'none', user: 'nobody', ssl: { mode: 'disable' } };

test('a pg_dump that was started and had nothing to do is gone with who has started it', async () => {
  const script = `
    import { withEmbeddedPgDump } from ${JSON.stringify(module.href)};
    await withEmbeddedPgDump(${JSON.stringify(target)}, async () => console.log('nothing to do'));
    await withEmbeddedPgDump(${JSON.stringify(target)}, () => new Promise((resolve) => setTimeout(resolve, 200)));
    console.log('done'); // a thread that is left over would keep the process
  `;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: fileURLToPath(new URL('.', module)),
    timeout: 20_000,
  });
  expect(stdout).toBe('nothing to do\ndone\n');
});
