import { readFileSync } from 'node:fs';
import { PgstowError } from '../errors.ts';
import type { RowsDigest } from '../repository/contents.ts';
import { compileOptimized } from '../wasmCompiler.ts';

/** What `kernel/rows.as.ts` exports; addresses count from the start of its memory. */
interface KernelExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly input: Global<number>;
  readonly inputSize: Global<number>;
  readonly output: Global<number>;
  readonly rows: Global<bigint>;
  readonly sum: Global<bigint>;
  readonly produced: Global<number>;
  reset(): void;
  insideRow(): boolean;
  digest(from: number, to: number): void;
  deframe(from: number, to: number): number;
}

interface Global<T> {
  readonly value: T;
}

/**
 * The compiled loop over rows, one instance a stream. An instance is 192 KiB of memory that is never given back, so those
 * no longer needed wait here for the next stream.
 */
export class RowKernel {
  static readonly #idle: RowKernel[] = [];
  static #module: WebAssembly.Module | undefined;

  readonly #exports: KernelExports;
  readonly #memory: Uint8Array;
  readonly #input: number;
  readonly #output: number;
  /** How many bytes one call takes at most. */
  readonly capacity: number;

  static acquire(): RowKernel {
    return RowKernel.#idle.pop() ?? new RowKernel();
  }

  private constructor() {
    RowKernel.#module ??= compileOptimized(readFileSync(new URL('./kernel/rows.wasm', import.meta.url)));
    this.#exports = new WebAssembly.Instance(RowKernel.#module).exports as unknown as KernelExports;
    this.#memory = new Uint8Array(this.#exports.memory.buffer);
    this.#input = this.#exports.input.value;
    this.#output = this.#exports.output.value;
    this.capacity = this.#exports.inputSize.value;
  }

  /** Hands the instance over to the next stream; its last payload becomes invalid. */
  release(): void {
    this.#exports.reset();
    RowKernel.#idle.push(this);
  }

  /** Digests at most `capacity` bytes of plain COPY text. */
  digest(text: Uint8Array): void {
    this.#memory.set(text, this.#input);
    this.#exports.digest(this.#input, this.#input + text.byteLength);
  }

  /** Takes at most `capacity` bytes of messages apart; returns how many it took, up to one that is not CopyData or not whole. */
  deframe(messages: Uint8Array): number {
    this.#memory.set(messages, this.#input);
    return this.#exports.deframe(this.#input, this.#input + messages.byteLength) - this.#input;
  }

  /** What the last `deframe` found inside CopyData, valid until the next. */
  payload(): Uint8Array {
    return this.#memory.subarray(this.#output, this.#output + this.#exports.produced.value);
  }

  /** Count and hash of all rows since the start of the stream, which must have ended with a whole row. */
  rowsDigest(): RowsDigest {
    const rows = Number(this.#exports.rows.value);
    if (this.#exports.insideRow()) {
      throw new PgstowError('damaged', `COPY text ends in the middle of row ${rows + 1}`, {
        hint: 'it was cut short on its way here: read it again; when it was read from a repository, verify the set',
      });
    }
    return { rows, hash: formatHash(this.#exports.sum.value) };
  }
}

/** A 64-bit number as 16 lower-case hex digits. */
export function formatHash(value: bigint): string {
  return BigInt.asUintN(64, value).toString(16).padStart(16, '0');
}
