import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { EngineEvent } from '../../engine/index.ts';
import { program } from '../setup/program.ts';
import type { DriverLine, EngineJob, Failure, Outcome } from './engineJob.ts';

const driver = await program('engineDriver');

/** How an engine's process ended. */
export interface Ending {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly done: Outcome | undefined;
  readonly failed: Failure | undefined;
  /** Whether the point where it should stop was met at all. */
  readonly reached: boolean;
  readonly warnings: readonly string[];
  readonly stderr: string;
  readonly seconds: number;
}

/** The engine at work in another process. */
export class EngineProcess {
  readonly child: ChildProcess;
  readonly ending: Promise<Ending>;
  readonly #stopped = Promise.withResolvers<void>();
  readonly #waiting: { readonly matches: (event: EngineEvent) => boolean; readonly resolve: () => void }[] = [];

  constructor(job: EngineJob, { command = process.execPath, before = [] as readonly string[] } = {}) {
    const started = performance.now();
    this.child = spawn(command, [...before, driver.entry, JSON.stringify(job)], {
      env: { ...process.env, ...driver.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.ending = this.#follow(started);
  }

  /** Resolves when such an event was told; rejects when the process ends before. */
  async until(matches: (event: EngineEvent) => boolean): Promise<void> {
    await this.#orEnd(new Promise<void>((resolve) => this.#waiting.push({ matches, resolve })));
  }

  /** Resolves when it is where it stops itself; rejects when the process ends before. */
  async atItsStop(): Promise<void> {
    await this.#orEnd(this.#stopped.promise);
  }

  async #orEnd(met: Promise<void>): Promise<void> {
    const over = this.ending.then((ending) => {
      throw new Error(`it ended before: ${JSON.stringify(ending)}`);
    });
    await Promise.race([met, over]);
  }

  phase(phase: string): Promise<void> {
    return this.until((event) => event.kind === 'phase' && event.phase === phase);
  }

  async #follow(started: number): Promise<Ending> {
    const lines: DriverLine[] = [];
    let stderr = '';
    this.child.stderr!.on('data', (text) => {
      stderr += text;
    });
    createInterface(this.child.stdout!).on('line', (text) => {
      const line = JSON.parse(text) as DriverLine;
      lines.push(line);
      if ('reached' in line) this.#stopped.resolve();
      if ('event' in line) for (const { matches, resolve } of this.#waiting) if (matches(line.event)) resolve();
    });
    const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      this.child.once('error', reject);
      this.child.once('close', (code, by) => resolve([code, by]));
    });
    return {
      status,
      signal,
      done: lines.flatMap((line) => ('done' in line ? line.done : []))[0],
      failed: lines.flatMap((line) => ('failed' in line ? line.failed : []))[0],
      reached: lines.some((line) => 'reached' in line),
      warnings: lines.flatMap((line) => ('event' in line && line.event.kind === 'warning' ? line.event.message : [])),
      stderr,
      seconds: (performance.now() - started) / 1000,
    };
  }
}

/** Runs a job to its end, whatever that is. */
export function runEngine(job: EngineJob): Promise<Ending> {
  return new EngineProcess(job).ending;
}
