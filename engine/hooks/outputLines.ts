import { StringDecoder } from 'node:string_decoder';

/** What is longer is cut off: nobody knows how long a line becomes. */
const longest = 500;

/** Takes what a process prints apart into lines that may be shown and kept, whatever they hold. */
export class OutputLines {
  readonly #decoder = new StringDecoder();
  readonly #onLine: (line: string) => void;
  #line = '';

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  push(bytes: Buffer): void {
    const [first = '', ...others] = this.#decoder.write(bytes).split(/\r\n|\r|\n/);
    this.#add(first);
    for (const line of others) {
      this.#tell();
      this.#add(line);
    }
  }

  /** What stands behind the last end of a line is a line too. */
  end(): void {
    this.#add(this.#decoder.end());
    this.#tell();
  }

  /** One more than is shown, by which it is seen that there is more. */
  #add(text: string): void {
    this.#line = (this.#line + text).slice(0, longest + 1);
  }

  #tell(): void {
    const line = harmless(this.#line).trimEnd();
    this.#line = '';
    if (line !== '') this.#onLine(line.length > longest ? `${line.slice(0, longest)}…` : line);
  }
}

/** Escape sequences and signs that turn the direction of a text would be obeyed where it is shown. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function harmless(text: string): string {
  const escaped = (control: string) => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;
  return text.replaceAll('\t', ' ').replace(controls, escaped);
}
