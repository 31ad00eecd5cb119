import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';

const program = fileURLToPath(new URL('./compileWasm.ts', import.meta.url));
/** `Compiled function 0x7f6c14065080#52 using TurboFan, took 344 ms and ... total bytes; bodysize 135536 codesize ...` */
const compiledFunction = /^Compiled function (\S+)#(\d+) using (Liftoff|TurboFan),.* bodysize (\d+)/gm;

interface Compiled {
  /** By their numbers, whatever compiler made them: of two that are asked for one function on several threads the quick one may be late, and do without. */
  readonly functions: ReadonlySet<string>;
  readonly optimised: ReadonlySet<string>;
  readonly largest: number;
}

test('the code that rows go through is optimised at once, and pg_dump, which is large and run once, never', async (context) => {
  await using database = await freshDatabase(await server('18', context));
  await database.query('CREATE TABLE t (id int PRIMARY KEY, text text)');
  const args = ['--trace-wasm-compilation-times', program, JSON.stringify(database.target)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 24 });
  expect(stdout).toMatch(/archive of \d+ bytes/);
  const modules = modulesIn(stdout);
  const rows = modules.filter(({ functions }) => functions.size === 6);
  expect(rows, stdout).toMatchObject([{ optimised: rows[0]?.functions }]);
  const pgDump = modules.filter(({ largest }) => largest > 100_000);
  expect(pgDump, stdout).toMatchObject([{ optimised: new Set() }]);
});

/** Node.js itself has a module as well, for TypeScript. */
function modulesIn(trace: string): Compiled[] {
  const modules = new Map<string, Compiled>();
  for (const [, module, number, compiler, size] of trace.matchAll(compiledFunction)) {
    const { functions = new Set<string>(), optimised = new Set<string>(), largest = 0 } = modules.get(module!) ?? {};
    modules.set(module!, {
      functions: new Set([...functions, number!]),
      optimised: new Set([...optimised, ...(compiler === 'TurboFan' ? [number!] : [])]),
      largest: Math.max(largest, Number(size)),
    });
  }
  return [...modules.values()];
}
