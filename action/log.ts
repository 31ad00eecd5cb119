import * as core from '@actions/core';
import type { OnEvent } from '../engine/index.ts';
import { printable, printableLines } from '../words/printable.ts';
import { progressLine } from '../words/progressLines.ts';
import { advanced, startOf } from '../words/progressState.ts';
import { Annotations } from './annotations.ts';

/** A log is read afterwards, and kept: so often a line says how far something is. */
const lineEvery = 30_000;

/** Everything that a step says in the job's log. */
export class Log {
  readonly annotations = new Annotations((text) => this.say(text));
  readonly #warnings: string[] = [];

  /** What was warned of, in order. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** One line or several. */
  say(text: string): void {
    process.stdout.write(`${printableLines(text).map(inert).join('\n')}\n`);
  }

  /** What a person should know; shown with the job as well. */
  warn(message: string): void {
    this.#warnings.push(message);
    this.annotations.warn(message);
  }

  /** Runs something that takes a while, in a group of lines of its own that say how far it is: at each phase, and now and then. */
  async watch<T>(title: string, work: (onEvent: OnEvent) => Promise<T>): Promise<T> {
    let state = startOf(title, Date.now());
    const timer = setInterval(() => this.say(progressLine(state, Date.now())), lineEvery);
    core.startGroup(printable(title));
    try {
      return await work((event) => {
        state = advanced(state, event, Date.now());
        if (event.kind === 'warning') this.warn(event.message);
        if (event.kind === 'phase') this.say(progressLine(state, Date.now()));
        if (event.kind === 'remark') this.say(event.message);
      });
    } finally {
      clearInterval(timer);
      core.endGroup();
    }
  }
}

/**
 * A line that the runner takes for text, whatever names are in it: it obeys lines that begin with `::`, and older commands anywhere
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands).
 */
export function inert(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1\\:').replaceAll('##[', '##\\[');
}
