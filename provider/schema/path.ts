import type { MessageInit } from '../protocol/messages.ts';

/** Where a value stands: names of attributes and indexes of lists, from the top. */
export type Path = readonly (string | number)[];

/** As Terraform writes it: `objects.include[0]`. */
export function formatPath(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

export function encodePath(path: Path): MessageInit<'AttributePath'> {
  return { steps: path.map((step) => (typeof step === 'number' ? { elementKeyInt: step } : { attributeName: step })) };
}
