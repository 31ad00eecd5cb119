import { expect, test } from 'vitest';
import { Screen } from '../../../cli/output/screen.ts';

/** Enough of a terminal to see what stands on it: lines, wrapped at its width, and the two control sequences that are used. */
class Terminal {
  readonly isTTY = true;
  columns: number;
  #rows: string[] = [''];

  constructor(columns: number) {
    this.columns = columns;
  }

  write(text: string): boolean {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    for (const part of text.split(/(\x1b\[\d*[AJ]|\r|\n)/)) this.#obey(part);
    return true;
  }

  /** As terminals do: lines that are too long go on in the next row. */
  resize(columns: number): void {
    this.columns = columns;
    this.#rows = this.#rows.flatMap((row) => (row === '' ? [''] : row.match(new RegExp(`.{1,${columns}}`, 'g'))!));
  }

  get text(): string {
    return this.#rows.join('\n').trimEnd();
  }

  #obey(part: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    const up = /^\x1b\[(\d+)A$/.exec(part);
    if (up)
      this.#rows.splice(this.#rows.length - 1 - Number(up[1]), Number(up[1]) + 1, ''); // J follows always
    else if (part === '\n') this.#rows.push('');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    else if (!/^(\r|\x1b\[J)?$/.test(part)) this.#rows[this.#rows.length - 1] += part;
  }
}

function screenOf(terminal: Terminal): Screen {
  return new Screen(terminal as unknown as NodeJS.WriteStream);
}

test('what is drawn is drawn over, and what is printed stays above it', () => {
  const terminal = new Terminal(40);
  const screen = screenOf(terminal);
  screen.print('first');
  screen.draw(['one', 'two']);
  screen.draw(['ONE', 'TWO', 'THREE']);
  screen.print('second');
  expect(terminal.text).toBe('first\nsecond\nONE\nTWO\nTHREE');
  screen.clear();
  screen.print('third');
  expect(terminal.text).toBe('first\nsecond\nthird');
});

test('nothing is left behind when the terminal becomes narrower or wider', () => {
  const terminal = new Terminal(80);
  const screen = screenOf(terminal);
  screen.print('before');
  screen.draw(['x'.repeat(75), 'short']);
  terminal.resize(30);
  screen.draw(['y'.repeat(75), 'short']);
  expect(terminal.text).toBe(`before\n${'y'.repeat(28)}…\nshort`);
  terminal.resize(80);
  screen.clear();
  expect(terminal.text).toBe('before');
});

test('where there is no terminal it is said', () => {
  expect(new Screen({ isTTY: false } as NodeJS.WriteStream).isTerminal).toBe(false);
});
