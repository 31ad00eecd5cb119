import { readFileSync } from 'node:fs';

const folder = new URL('../../examples/terraform/', import.meta.url);

/** An example as Markdown. The tests run all of them. */
export function example(name: string, from = 'reference'): string {
  const file = new URL(`${from === 'reference' ? 'reference/' : ''}${name}.tf`, folder);
  return `\`\`\`terraform\n${readFileSync(file, 'utf8').trim()}\n\`\`\``;
}
