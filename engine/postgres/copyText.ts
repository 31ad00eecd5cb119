/**
 * COPY's text format, as far as COPY TO writes it: a row a line, values between tabs, `\N` for NULL, and a backslash before
 * what would else end a value. https://www.postgresql.org/docs/current/sql-copy.html
 */
const [newline, tab, backslash] = [0x0a, 0x09, 0x5c];

/** The lines of COPY text, without their ends; each is the reader's own. */
export async function* linesOf(text: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void, void> {
  let begun: Buffer[] = [];
  for await (const chunk of text) {
    const bytes = Buffer.from(chunk); // a copy: the source may use the chunk again
    let from = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      const rest = bytes.subarray(from, end);
      yield begun.length === 0 ? rest : Buffer.concat([...begun, rest]);
      begun = [];
      from = end + 1;
    }
    if (from < bytes.length) begun.push(bytes.subarray(from));
  }
}

/** The values of a line; null is NULL. A row without columns is an empty line. */
export function valuesOf(line: Buffer, columns: number): (Buffer | null)[] {
  if (columns === 0) return [];
  const values: (Buffer | null)[] = [];
  let from = 0;
  for (let end = line.indexOf(tab); end >= 0; end = line.indexOf(tab, from)) {
    values.push(unescaped(line.subarray(from, end)));
    from = end + 1;
  }
  return [...values, unescaped(line.subarray(from))];
}

/** The letters that stand for control characters behind a backslash: \b \t \n \v \f \r. */
const controls: ReadonlyMap<number, number> = new Map(
  Object.entries({ b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 }).map(([letter, code]) => [letter.charCodeAt(0), code]),
);

function unescaped(text: Buffer): Buffer | null {
  let from = text.indexOf(backslash);
  if (from < 0) return text;
  if (text.length === 2 && text[1] === 0x4e) return null;
  const value = Buffer.from(text);
  let at = from;
  while (from < text.length) {
    const byte = text[from++]!;
    const escaped = byte === backslash ? text[from++]! : undefined;
    value[at++] = escaped === undefined ? byte : (controls.get(escaped) ?? escaped);
  }
  return value.subarray(0, at);
}
