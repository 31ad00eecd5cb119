import { styleText } from 'node:util';
import type { OnEvent } from '../../engine/index.ts';
import type { Failure } from '../../words/failure.ts';
import { jsonLine, jsonText } from '../../words/jsonText.ts';
import { printable, printableLines, printableRows } from '../../words/printable.ts';
import { type Column, table } from '../../words/table.ts';
import { watchInLog } from './progressInLog.ts';
import { watchOnTerminal } from './progressOnTerminal.ts';
import { Screen } from './screen.ts';

/** Where events of an operation go, until it ends. */
export interface Watch {
  readonly onEvent: OnEvent;
  close(): void;
}

/**
 * Everything that the command line says. Results go to standard output, all else to standard error. With `--json` the
 * only thing on standard output is one document.
 */
export class Output {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly #screen = new Screen(process.stderr);

  /** Looks at the arguments itself: it is needed before they are parsed, for what is wrong with them. */
  constructor(args: readonly string[]) {
    const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
    this.json = options.includes('--json');
    this.quiet = options.includes('--quiet') || options.includes('-q');
  }

  /** What a command was asked for. */
  print(text: string): void {
    if (this.json) return;
    this.#screen.clear();
    process.stdout.write(`${text}\n`);
  }

  /** The same as a table, fitted to the terminal when there is one. */
  printTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): void {
    this.print(table(rows, columns, process.stdout.isTTY ? process.stdout.columns : undefined));
  }

  /** A part of what a command was asked for, as it is. Resolves when the bytes may be used again; false when nobody reads on. */
  stream(part: Uint8Array | string): Promise<boolean> {
    return new Promise((resolve) => {
      process.stdout.write(process.stdout.isTTY ? printableRows(part) : part, (error) => resolve(!error));
    });
  }

  /** What was done: nobody needs it who asked for silence. */
  say(text: string): void {
    if (!this.quiet) this.print(text);
  }

  /** The one document of `--json`. */
  document(document: unknown): void {
    if (this.json) process.stdout.write(jsonText(document));
  }

  /** One of the documents of `--json` where there are several, on a line of its own. */
  line(document: unknown): void {
    if (this.json) process.stdout.write(jsonLine(document));
  }

  warn(message: string): void {
    if (!this.quiet)
      this.#screen.print(`${this.#styled('yellow', 'warning:')} ${printableLines(message).join('\n  ')}`);
  }

  /** Tells what is going on while something runs. */
  remark(message: string): void {
    this.#screen.print(printable(message));
  }

  /** The same for a machine to read, an object on a line. */
  record(record: unknown): void {
    // a terminal would obey those that JSON leaves as they are
    const escaped = (control: string) => `\\u00${control.charCodeAt(0).toString(16)}`;
    this.#screen.print(JSON.stringify(record).replace(/[\x7f-\x9f]/g, escaped));
  }

  failure({ message, hint }: Failure): void {
    const [first = '', ...more] = printableLines(message);
    this.#screen.clear();
    this.#screen.print([`${this.#styled('red', 'pgstow:')} ${first}`, ...more.map((line) => `  ${line}`)].join('\n'));
    if (hint) this.#screen.print(`hint: ${printable(hint)}`);
  }

  /** Shows how an operation goes on: redrawn on a terminal, else as a calm line now and then. */
  watch(title: string, startedAt: number = Date.now()): Watch {
    const warn = (message: string) => this.warn(message);
    if (this.quiet) return { onEvent: () => {}, close: () => {} };
    if (this.#screen.isTerminal) return watchOnTerminal(title, startedAt, this.#screen, warn);
    return watchInLog(title, startedAt, this.json ? () => {} : (line) => this.#screen.print(line), warn);
  }

  /** Shows the warnings of an operation alone: it prints as it goes. */
  watchWarnings(): Watch {
    return { onEvent: (event) => event.kind === 'warning' && this.warn(event.message), close: () => {} };
  }

  #styled(style: 'yellow' | 'red', text: string): string {
    return styleText(style, text, { stream: process.stderr });
  }
}
