import { setFlagsFromString } from 'node:v8';

/**
 * How V8 makes machine code of WebAssembly. By itself it compiles each function quickly when that is first called, and again, optimised,
 * when it has run for a while: https://v8.dev/docs/wasm-compilation-pipeline. Its flags are those of the whole process. Node's manual warns of
 * flags that are changed while it runs (https://nodejs.org/api/v8.html#v8setflagsfromstringflags): these say no more than which of two compilers
 * is asked for a function that is called next, both of which are there in every process.
 */

/** Calls of {@link withoutOptimizing} that are under way. */
let withoutOptimized = 0;

/** Compiles a small module that much will go through: optimised at once, and no slower for what {@link withoutOptimizing} asks. */
export function compileOptimized(code: Uint8Array): WebAssembly.Module {
  set('--no-wasm-lazy-compilation', '--no-wasm-dynamic-tiering', '--wasm-tier-up');
  try {
    return new WebAssembly.Module(code);
  } finally {
    set('--wasm-lazy-compilation');
    chooseCompilers();
  }
}

/**
 * While this runs no function that is called for the first time will ever be optimised: for a large program that is run once, and
 * would be over before that was of use.
 */
export async function withoutOptimizing<T>(use: () => Promise<T>): Promise<T> {
  withoutOptimized++;
  chooseCompilers();
  try {
    return await use();
  } finally {
    withoutOptimized--;
    chooseCompilers();
  }
}

function chooseCompilers(): void {
  const no = withoutOptimized > 0 ? 'no-' : '';
  set(`--${no}wasm-dynamic-tiering`, `--${no}wasm-tier-up`);
}

function set(...flags: readonly string[]): void {
  for (const flag of flags) setFlagsFromString(flag);
}
