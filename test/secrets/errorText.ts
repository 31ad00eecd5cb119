import { inspect } from 'node:util';

/** All that could be printed of an error: its words, its causes with every field of them, its stack. */
export function errorText(thrown: unknown): string {
  const words: unknown[] = [];
  for (let each = thrown; each instanceof Error; each = each.cause) {
    words.push(each.name, each.message, each.stack, { ...each });
  }
  return [
    inspect(thrown, { depth: null, maxStringLength: null, maxArrayLength: null, showHidden: true }),
    inspect(words, { depth: null, maxStringLength: null, maxArrayLength: null }),
    String(thrown),
  ].join('\n');
}
