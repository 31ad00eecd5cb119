import { displayWidth, fitted } from '../../words/printable.ts';

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Control_Sequence_Introducer_commands */
const controlSequence = '\x1b[';

/**
 * Standard error, with a few lines at the bottom that are drawn again and again while something runs. What is printed goes
 * above them. Where it is no terminal, nothing is ever drawn.
 */
export class Screen {
  readonly #stream: NodeJS.WriteStream;
  #drawn: readonly string[] = [];

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  get isTerminal(): boolean {
    return this.#stream.isTTY === true && process.env.TERM !== 'dumb';
  }

  /** Columns to draw in. One is left free: a terminal may wrap a line that fills it. */
  get width(): number {
    return Math.max(1, (this.#stream.columns || 80) - 1);
  }

  print(text: string): void {
    const drawn = this.#drawn;
    this.#stream.write(`${this.#erased()}${text}\n`);
    if (drawn.length > 0) this.draw(drawn);
  }

  draw(lines: readonly string[]): void {
    const fitting = lines.map((line) => fitted(line, this.width));
    const text = fitting.map((line) => `${line}\n`).join('');
    this.#stream.write(this.#erased() + text); // in one piece, or it flickers
    this.#drawn = fitting;
  }

  clear(): void {
    if (this.#drawn.length > 0) this.#stream.write(this.#erased());
  }

  /** What removes the drawn lines: one that was drawn in a wider terminal takes several rows of this one. */
  #erased(): string {
    const columns = this.#stream.columns || 80;
    const rows = this.#drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0);
    this.#drawn = [];
    return rows > 0 ? `${controlSequence}${rows}A\r${controlSequence}J` : '';
  }
}
