import { encodingNames } from './encodings.ts';
import type { Surroundings } from './surroundings.ts';
import { clockImports } from './wasmClock.ts';
import { errno } from './wasmErrno.ts';
import { fileImports } from './wasmFiles.ts';
import { WasmMemory } from './wasmMemory.ts';
import { ProgramExit, processImports } from './wasmProcess.ts';

export interface Program {
  /** Calls the program's `main` and gives its exit status. Once only. */
  run(args: readonly string[]): number;
}

/** What pg_dump.wasm exports and this host calls. */
interface ProgramExports {
  malloc(size: number): number;
  fflush(stream: number): number;
  setThrew(threw: number, value: number): void;
  emscripten_stack_get_current(): number;
  _emscripten_stack_restore(pointer: number): void;
  __errno_location(): number;
  __wasm_apply_data_relocs(): void;
  __wasm_call_ctors(): void;
  __main_argc_argv(count: number, list: number): number;
  pgl_set_rw_cbs(read: number, write: number): void;
}

const stackBytes = 4 << 20;
const dataStart = 1024;
// as the module declares them: 64 MB, of which only touched pages are resident, and 2 GB
const initialPages = 1024;
const maximumPages = 32_768;

/**
 * Links pg_dump.wasm, a position-independent module that Emscripten made
 * (https://github.com/WebAssembly/tool-conventions/blob/main/DynamicLinking.md), with a host of our own: memory from below is
 * its data, the stack, the heap. In its C library, reading from and writing to a socket are two functions of a table that
 * the host sets.
 */
export function loadProgram(module: WebAssembly.Module, surroundings: Surroundings): Program {
  const { dataBytes, tableSlots } = sizesOf(module);
  const memory = new WasmMemory(initialPages, maximumPages);
  const table = new WebAssembly.Table({ initial: tableSlots + 3, element: 'anyfunc' });
  const stackTop = (dataStart + dataBytes + stackBytes + 15) & ~15;
  const program: { exports?: ProgramExports } = {};
  const exports = () => program.exports!;
  const files = fileImports(memory, surroundings);
  const host = processImports(memory, surroundings.environment, table, exports);
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory: memory.memory,
      __indirect_function_table: table,
      __stack_pointer: global(stackTop, true),
      __memory_base: global(dataStart),
      __table_base: global(1),
      pg_encoding_to_char: encodingName(memory, exports),
      ...files.env,
      ...host.env,
      ...clockImports(memory).env,
    },
    wasi_snapshot_preview1: { ...files.wasi, ...host.wasi, ...clockImports(memory).wasi },
    'GOT.mem': { __heap_base: global(stackTop, true) },
  });
  program.exports = instance.exports as unknown as ProgramExports;
  exports().__wasm_apply_data_relocs();
  exports().__wasm_call_ctors();
  connectSocket(memory, table, tableSlots + 1, exports(), surroundings);
  return { run: (args) => runMain(memory, exports(), [surroundings.name, ...args]) };
}

/** How much memory and how many table slots the module wants: the first part of its section `dylink.0`, as LEB128 numbers. */
function sizesOf(module: WebAssembly.Module): { dataBytes: number; tableSlots: number } {
  const section = new Uint8Array(WebAssembly.Module.customSections(module, 'dylink.0')[0]!);
  let at = 2; // type and length of the part
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = section[at++]!;
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const [dataBytes, , tableSlots] = [number(), number(), number()] as const;
  return { dataBytes, tableSlots };
}

function global(value: number, mutable = false): WebAssembly.Global {
  return new WebAssembly.Global({ value: 'i32', mutable }, value);
}

/** libpq has this function, and the module imports it all the same: pg_dump writes the name into `SET client_encoding`. */
function encodingName(memory: WasmMemory, exports: () => ProgramExports) {
  const known = new Map<number, number>();
  return (encoding: number): number => {
    if (!known.has(encoding)) known.set(encoding, newText(memory, exports(), encodingNames[encoding] ?? ''));
    return known.get(encoding)!;
  };
}

/**
 * The read function answers "nothing yet" once after it has given something: libpq reads on until then, and would block for
 * ever behind the end of a reply. The next read then has to wait for the server.
 */
function connectSocket(
  memory: WasmMemory,
  table: WebAssembly.Table,
  slot: number,
  exports: ProgramExports,
  { send, receive }: Surroundings,
) {
  let gave = false;
  const read = (pointer: number, most: number): number => {
    const bytes = receive(most, !gave);
    gave = bytes !== undefined && bytes.length > 0;
    if (bytes === undefined) return 0;
    if (gave) memory.bytes.set(bytes, pointer);
    else memory.setInt32(exports.__errno_location(), errno.again);
    return gave ? bytes.length : -1;
  };
  const write = (pointer: number, length: number): number => {
    send(memory.bytes.subarray(pointer, pointer + length));
    return length;
  };
  table.set(slot, tableFunction(read));
  table.set(slot + 1, tableFunction(write));
  exports.pgl_set_rw_cbs(slot, slot + 1);
}

/** A table holds functions of modules only. This module imports a function `(i32, i32) -> i32` and exports it again. */
function tableFunction(run: (a: number, b: number) => number): unknown {
  // biome-ignore format: one line a section
  const module = new WebAssembly.Module(Uint8Array.of(
    0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, // magic number and version
    1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f, // types: (i32, i32) -> i32
    2, 7, 1, 1, 0x65, 1, 0x66, 0, 0, // imports: "e" "f", a function of type 0
    7, 5, 1, 1, 0x66, 0, 0, // exports: "f", function 0
  ));
  return new WebAssembly.Instance(module, { e: { f: run } }).exports.f;
}

function runMain(memory: WasmMemory, exports: ProgramExports, args: readonly string[]): number {
  const pointers = args.map((text) => newText(memory, exports, text));
  const list = exports.malloc(4 * (pointers.length + 1));
  for (const [i, pointer] of [...pointers, 0].entries()) memory.setInt32(list + 4 * i, pointer);
  try {
    return exports.__main_argc_argv(pointers.length, list);
  } catch (thrown) {
    if (thrown instanceof ProgramExit) return thrown.status;
    throw thrown;
  }
}

function newText(memory: WasmMemory, exports: ProgramExports, text: string): number {
  const bytes = Buffer.from(`${text}\0`);
  const pointer = exports.malloc(bytes.length);
  memory.bytes.set(bytes, pointer);
  return pointer;
}
