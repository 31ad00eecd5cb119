// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\x00-\x1f\x7f-\x9f]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const asciiControls = /[\x00-\x08\x0b-\x1f\x7f]/g;

/** A text from elsewhere on one line: names may hold line ends and escape sequences, which a terminal would obey. */
export function printable(text: string): string {
  return text.replace(controls, (control) =>
    control === '\n' ? '\\n' : control === '\t' ? '\\t' : `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

/** Rows for a terminal: line ends and tabs stay, what a terminal would obey is shown. In bytes, whose encoding nobody knows, ASCII's. */
export function printableRows(part: Uint8Array | string): Uint8Array | string {
  const shown = (text: string) =>
    text.replace(controls, (control) => (/[\n\t]/.test(control) ? control : printable(control)));
  if (typeof part === 'string') return shown(part);
  const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  return Buffer.from(bytes.toString('latin1').replace(asciiControls, printable), 'latin1');
}

/** The same for a text of several lines. */
export function printableLines(text: string): string[] {
  return text.split('\n').map(printable);
}

/** Leaves passwords out of URLs, and of connection strings, that an argument is repeated from. */
export function withoutPasswords(text: string): string {
  return text
    .replace(/(\w+:\/\/[^\s:/?#@]*):[^\s@"]*@/g, '$1:…@')
    .replace(/((?<![\w-])[\w-]*(?:password|secret|token)[\w-]*=)(?:'[^']*'|[^&\s"']*)/gi, '$1…');
}

const graphemes = new Intl.Segmenter('en');
const wide =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

/** Columns that a text takes in a terminal. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** At most `width` columns of a text; what is cut off is seen to be. */
export function fitted(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (displayWidth(kept + segment) > width - 1) break;
    kept += segment;
  }
  return width < 1 ? '' : `${kept}…`;
}
