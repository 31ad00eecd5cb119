/** The parts of WebAssembly's JavaScript interface that pgstow uses; TypeScript has them with a browser's types only. */
declare namespace WebAssembly {
  function compile(bytes: Uint8Array): Promise<Module>;
  class Module {
    constructor(bytes: Uint8Array);
    static customSections(module: Module, name: string): ArrayBuffer[];
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    // biome-ignore lint/suspicious/noExplicitAny: what a module exports is known to whoever loads it
    readonly exports: Record<string, any>;
  }
  class Memory {
    constructor(size: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Table {
    constructor(size: { initial: number; element: 'anyfunc' });
    get(index: number): (...args: number[]) => unknown;
    set(index: number, value: unknown): void;
  }
  class Global {
    constructor(type: { value: 'i32'; mutable: boolean }, value: number);
  }
}
