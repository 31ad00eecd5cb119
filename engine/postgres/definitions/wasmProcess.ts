import type { WasmMemory } from './wasmMemory.ts';

/** Thrown through the program's frames to end it. */
export class ProgramExit extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`the program ended with status ${status}`);
    this.status = status;
  }
}

/** Emscripten's longjmp: a value that is thrown, caught by the nearest `invoke_…`, and checked for by the program there. */
class LongJump extends Error {}

interface StackExports {
  setThrew(threw: number, value: number): void;
  emscripten_stack_get_current(): number;
  _emscripten_stack_restore(pointer: number): void;
}

const nameLookupFailed = -4; // EAI_FAIL: there is no network but the connection given

/** Exit, environment, memory, setjmp/longjmp, signals, and name look-ups, which all fail. */
export function processImports(
  memory: WasmMemory,
  environment: Record<string, string>,
  table: WebAssembly.Table,
  exports: () => StackExports,
) {
  const variables = Object.entries(environment).map(([name, value]) => Buffer.from(`${name}=${value}\0`));
  const exit = (status: number): never => {
    throw new ProgramExit(status);
  };
  const invoke = (index: number, ...args: number[]): unknown => {
    const stack = exports().emscripten_stack_get_current();
    try {
      return table.get(index)(...args);
    } catch (thrown) {
      if (!(thrown instanceof LongJump)) throw thrown;
      exports()._emscripten_stack_restore(stack);
      exports().setThrew(1, 0);
      return 0;
    }
  };

  return {
    wasi: {
      proc_exit: exit,
      environ_sizes_get(count: number, bytes: number): number {
        memory.setInt32(count, variables.length);
        memory.setInt32(bytes, Buffer.concat(variables).length);
        return 0;
      },
      environ_get(pointers: number, buffer: number): number {
        let at = buffer;
        variables.forEach((variable, i) => {
          memory.setInt32(pointers + 4 * i, at);
          memory.bytes.set(variable, at);
          at += variable.length;
        });
        return 0;
      },
    },
    env: {
      exit,
      emscripten_exit_with_live_runtime: () => exit(0),
      _abort_js(): never {
        throw new Error('abort()');
      },
      _emscripten_throw_longjmp(): never {
        throw new LongJump();
      },
      invoke_ii: invoke,
      invoke_vii: invoke,
      invoke_iiii: invoke,
      emscripten_resize_heap: (wanted: number) => (memory.grow(wanted >>> 0) ? 1 : 0),
      __call_sighandler: (handler: number, signal: number) => table.get(handler)(signal),
      _setitimer_js: () => 0,
      _emscripten_runtime_keepalive_clear() {},
      getaddrinfo: () => nameLookupFailed,
      getnameinfo: () => nameLookupFailed,
    },
  };
}
