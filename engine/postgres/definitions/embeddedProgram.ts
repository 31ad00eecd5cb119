import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

let compiled: Promise<WebAssembly.Module> | undefined;

/** The embedded pg_dump, compiled once in a process: threads share it, and its code. */
export function embeddedProgram(): Promise<WebAssembly.Module> {
  compiled ??= readFile(wasmFile()).then((bytes) => WebAssembly.compile(bytes));
  return compiled;
}

/** The package exports its JavaScript only; the program lies beside it. */
function wasmFile(): string {
  const script = createRequire(import.meta.url).resolve('@electric-sql/pglite-tools/pg_dump');
  return join(dirname(script), 'pg_dump.wasm');
}
