import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { Output } from '../../cli/output/output.ts';
import { createProgram } from '../../cli/program.ts';
import { version } from '../../engine/index.ts';
import { pgstow } from './pgstow.ts';

function pathsOf(command: Command, path: readonly string[] = []): string[][] {
  return [[...path], ...command.commands.flatMap((each) => pathsOf(each, [...path, each.name()]))];
}

describe.concurrent('help', () => {
  test.for(pathsOf(createProgram(new Output([]))).map((path) => ({ path })))(
    'of pgstow $path tells its use, with an example',
    async ({ path }) => {
      const { status, stdout, stderr } = await pgstow([...path, '--help']);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toMatch(new RegExp(`^Usage: ${['pgstow', ...path].join(' ')} `));
      expect(stdout).toMatch(new RegExp(`Examples:\n {2}\\$ .*pgstow ?${path.join(' ')}|Examples:\n {2}\\$ export`));
      expect(stdout).toContain('--json');
    },
  );
});

test('help lists the exit statuses', async () => {
  const { stdout } = await pgstow(['--help']);
  for (const status of ['0', '1', '2', '3', '4', '130']) expect(stdout).toMatch(new RegExp(`^ {2}${status} `, 'm'));
});

test('the version is that of package.json and of the engine', async () => {
  const { version: packaged } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(await pgstow(['--version'])).toEqual({ status: 0, stdout: `${packaged}\n`, stderr: '' });
  expect(version).toBe(packaged);
});

/** Prints the address of every module that is loaded, to standard error. */
const tracer = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => { console.error(url); return next(url, context); } });
`)}`;

test.for([['--version'], ['--help'], ['restore', '--help'], ['restore', 'x', '--jobs', '0']])(
  '%j loads neither the engine nor a client of PostgreSQL',
  async (args) => {
    const { stderr } = await pgstow(args, { nodeArguments: ['--import', tracer] });
    const loaded = stderr.split('\n').filter((line) => line.startsWith('file:'));
    expect(loaded.some((url) => url.endsWith('/cli/program.ts'))).toBe(true);
    expect(loaded.filter((url) => /\/engine\/(?!version\.ts$)|node_modules\/(?!commander\/)/.test(url))).toEqual([]);
  },
);

test('an older Node.js is told what is needed', async () => {
  const older = `data:text/javascript,${encodeURIComponent(`
    Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });
  `)}`;
  const { status, stderr } = await pgstow(['--version'], { nodeArguments: ['--import', older] });
  expect(status).toBe(2);
  expect(stderr).toBe(
    `pgstow: Node.js 24 or newer is needed; this is 20.20.2 (${process.execPath})\n` +
      'hint: install it from https://nodejs.org, or put the folder of a newer node first in PATH\n',
  );
});
