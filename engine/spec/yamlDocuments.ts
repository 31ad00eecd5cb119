import { isNode, LineCounter, parseAllDocuments } from 'yaml';
import { messageOf } from '../errors.ts';

/** Where something was written, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value with the way back to the place where it was written. */
export interface WrittenValue {
  readonly value: unknown;
  /** Where what is at a path within the value was written, or else the nearest thing around it. */
  readonly positionOf: (path: readonly PropertyKey[]) => Position;
}

export interface YamlDocuments {
  readonly values: readonly WrittenValue[];
  readonly errors: readonly (Position & { readonly text: string })[];
}

/** Reads YAML, or JSON (which is YAML): every document of the text, a list at the top being as many values. */
export function yamlDocuments(text: string): YamlDocuments {
  const lines = new LineCounter();
  // pretty errors would repeat the lines around them, and a password may be in one
  const documents = parseAllDocuments(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const values: WrittenValue[] = [];
  const errors: (Position & { readonly text: string })[] = [];
  for (const document of documents) {
    const found = [...document.errors, ...document.warnings];
    errors.push(...found.map(({ pos, message }) => ({ ...at(pos[0]), text: withoutSource(message) })));
    if (found.length > 0) continue;
    try {
      const value: unknown = document.toJS();
      const start = document.range[0];
      const items = Array.isArray(value) ? value : value === null ? [] : [value];
      const before = Array.isArray(value) ? (index: number) => [index] : () => [];
      items.forEach((item, index) => {
        values.push({
          value: item,
          positionOf: (path) => at(offsetOf(document, [...before(index), ...path]) ?? start),
        });
      });
    } catch (thrown) {
      errors.push({ ...at(document.range[0]), text: withoutSource(messageOf(thrown)) }); // an alias without anchor, or too many of them
    }
  }
  return { values, errors };

  function at(offset: number): Position {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  }
}

function offsetOf(document: ReturnType<typeof parseAllDocuments>[number], path: PropertyKey[]): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const around = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(around) && around.range) return around.range[0];
  }
  return undefined;
}

/** Some messages end with what was written there: it may be a password that should have been quoted. */
function withoutSource(message: string): string {
  const text = message.replace(/: .*$/s, '');
  // what *.* unquoted is for YAML
  return text.startsWith('Unresolved alias') ? `${text}; put a pattern that begins with * in quotes` : text;
}
