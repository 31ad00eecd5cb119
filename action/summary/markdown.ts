import { printable } from '../../words/printable.ts';

/**
 * Text in GitHub's Markdown. It is made by the functions of this file alone, and whatever comes from elsewhere is escaped there: a
 * name in a database may be any text, and must neither become a link, a mention, a picture or HTML, nor end a table.
 */
export class Markdown {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  toString(): string {
    return this.source;
  }
}

export type Content = Markdown | string | number;

/** A template's own words are Markdown; what is put in is text, unless it is Markdown already. */
export function md(words: TemplateStringsArray, ...contents: readonly Content[]): Markdown {
  return new Markdown(words.reduce((made, word, index) => `${made}${markdownOf(contents[index - 1]!)}${word}`));
}

/** A name, such as SQL or a shell takes it, on one line. */
export function code(text: string): Markdown {
  return new Markdown(`<code>${entities(visible(text)).replaceAll(' ', '&#32;')}</code>`);
}

/** Lines to be copied. */
export function codeLines(text: string): Markdown {
  return joined(text.split('\n').map(code), '<br>');
}

/** Words as a sentence of their own. */
export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

export function joined(contents: readonly Content[], separator: string): Markdown {
  return new Markdown(contents.map(markdownOf).join(separator));
}

/** Blocks, one below the other. */
export function blocks(contents: readonly (Markdown | undefined)[]): Markdown {
  return joined(
    contents.filter((each) => each !== undefined),
    '\n\n',
  );
}

/** What is shown when somebody asks for it. */
export function details(title: Content, body: Markdown, { open = false } = {}): Markdown {
  return new Markdown(
    `<details${open ? ' open' : ''}>\n<summary>${markdownOf(title)}</summary>\n\n${body}\n\n</details>`,
  );
}

function markdownOf(content: Content): string {
  return content instanceof Markdown ? content.source : plain(String(content));
}

/** A word that the page would make something of is broken by a character that nobody sees: the joiner of words. */
const spells = /@(?=\w)|#(?=\d)|\bGH(?=-\d)|:(?=\d*[a-z_+-][\w+-]*:)|\b(?:https?|ftp):(?=\/\/)|\bwww(?=\.)/gi;

function plain(text: string): string {
  return text
    .split('\n')
    .map((line) => entities(visible(line).replaceAll(spells, '$&\u2060')))
    .join('<br>');
}

/** Neither line ends nor what turns the direction of a text. */
function visible(text: string): string {
  return printable(text).replace(
    /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (turn) => `\\u${turn.charCodeAt(0).toString(16)}`,
  );
}

/**
 * An entity is never a part of what Markdown, HTML or a table is structured by
 * (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references). Some signs are so only where a text begins, and some
 * words are taken for addresses anywhere.
 */
function entities(text: string): string {
  return text
    .replace(/[\\`*_~[\]<>&|#$@\u2060]|^[-+=]/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .replace(/^(\d+)([.)])(?=\s|$)/, (_, digits: string, sign: string) => `${digits}&#${sign.charCodeAt(0)};`)
    .replace(/\b(https?|ftp):/gi, '$1&#58;')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, 3)}&#46;`);
}
