import type { OnEvent, OpenedToCheck, OpenOptions, Repository, Unlocking } from '../engine/index.ts';
import { InputError } from '../values/inputError.ts';
import { withInterruption } from './interruption.ts';
import { readUnlocking } from './options/unlocking.ts';
import type { Output } from './output/output.ts';

export type Engine = typeof import('../engine/index.ts');

/** How a running operation is watched and stopped. */
export interface Operation {
  readonly signal: AbortSignal;
  readonly onEvent: OnEvent;
}

/** The options that every command takes, as they were given. */
export interface GlobalOptions {
  readonly repository?: string;
  readonly keyFile?: string;
}

/** What a command has to work with. The engine is loaded when it is first asked for: help and version do without. */
export class Invocation {
  readonly output: Output;
  /** True when an option's value is among the arguments, not from the environment and no default. */
  readonly isTyped: (option: string) => boolean;
  readonly #options: GlobalOptions;

  constructor(output: Output, options: GlobalOptions, isTyped: (option: string) => boolean) {
    this.output = output;
    this.isTyped = isTyped;
    this.#options = options;
  }

  engine(): Promise<Engine> {
    return import('../engine/index.ts');
  }

  /** The address of the repository. */
  address(): string {
    if (this.#options.repository) return this.#options.repository;
    throw new InputError('no repository is given', 'name it with --repository ./folder, or set PGSTOW_REPOSITORY');
  }

  /** Opened with whatever opens it; what works with plans and runs alone need not ask AWS KMS for that. */
  async repository({ withoutKms }: Pick<OpenOptions, 'withoutKms'> = {}): Promise<Repository> {
    const address = this.address();
    return (await this.engine()).openRepository(address, { withoutKms, ...(await this.unlocking()) });
  }

  /** The same for who is to be told whether the key opens it: where it does not, it is opened without, and that is said. */
  async repositoryToCheck(): Promise<OpenedToCheck> {
    const address = this.address();
    return (await this.engine()).openToCheck(address, await this.unlocking());
  }

  async unlocking(): Promise<Unlocking> {
    return readUnlocking(await this.engine(), this.#options.keyFile);
  }

  /** Runs something that prints as it goes, and stops it when the user asks for it. */
  async stream<T>(work: (operation: Operation) => Promise<T>): Promise<T> {
    const { onEvent } = this.output.watchWarnings();
    return withInterruption(
      () => {},
      (signal) => work({ signal, onEvent }),
    );
  }

  /** Runs something that takes a while: shows its progress, and stops it in good order when the user asks for it. */
  async run<T>(title: string, work: (operation: Operation) => Promise<T>): Promise<T> {
    const watch = this.output.watch(title);
    const onInterrupt = () =>
      this.output.remark('pgstow: stopping in good order; nothing half-made will be seen. Once more ends it at once.');
    try {
      return await withInterruption(onInterrupt, (signal) => work({ signal, onEvent: watch.onEvent }));
    } finally {
      watch.close();
    }
  }
}
