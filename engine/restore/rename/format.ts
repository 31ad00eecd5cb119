import { PgstowError } from '../../errors.ts';
import { bytesOf, cutToFit, longestName } from './identifiers.ts';

/** How a restored object is called whose name is taken. */
export const defaultRenameFormat = '{name}_dbs_{task}_{timestamp}';

/** What the placeholders of a format stand for, but for the name. */
export interface NameParts {
  /** Six letters and digits that tell the restore from others of the same second. */
  readonly task: string;
  /** When the restore began, in UTC: `20261125213000`. */
  readonly timestamp: string;
}

/** Of a run's id, `20261125T213000Z-ffk3v4`: whoever sees a renamed table finds the run that restored it. */
export function namePartsOf(run: string): NameParts {
  const [time = '', task = ''] = run.split('-');
  return { task, timestamp: time.replace(/\D/g, '') };
}

/** The least that is left of a name: less would hardly tell what it is. */
const leastOfName = 20;

/** Rejects with `input` a format that makes no usable names. */
export function checkRenameFormat(format: string): void {
  const wrong = wrongWith(format);
  if (wrong === undefined) return;
  throw new PgstowError('input', `the rename format ${JSON.stringify(format)} ${wrong}`, {
    hint: `name what a name is made of: {name} and more, such as ${defaultRenameFormat}; {task} tells the restore, {timestamp} when it began`,
  });
}

function wrongWith(format: string): string | undefined {
  const unknown = [...format.matchAll(/\{([^{}]*)\}/g)].filter(([, word]) => !placeholders.has(word!));
  if (unknown[0]) return `has the unknown placeholder ${unknown[0][0]}`;
  const rest = format.replace(/\{\w+\}/g, '');
  if (/[{}\0]/.test(rest)) return 'has a brace or a NUL that belongs to no placeholder';
  if (format.split('{name}').length !== 2) return 'must name {name}, once';
  if (format === '{name}') return 'leaves every name as it is';
  const left = longestName - bytesOf(fill(format, '', longest));
  if (left < leastOfName) return `leaves ${left} bytes of ${longestName} to the name, fewer than ${leastOfName}`;
  return undefined;
}

const placeholders: ReadonlySet<string> = new Set(['name', 'task', 'timestamp']);
const longest: NameParts = { task: 'xxxxxx', timestamp: '00000000000000' };

function fill(format: string, name: string, { task, timestamp }: NameParts): string {
  return format.replace(/\{(name|task|timestamp)\}/g, (_, word) => ({ name, task, timestamp })[word as 'name'] ?? '');
}

/** A name by the format, in 63 bytes and unlike all that are taken: the name is cut, and numbered where it must be. */
export function formatName(
  name: string,
  { format, parts, isTaken }: { format: string; parts: NameParts; isTaken: (name: string) => boolean },
): string {
  for (let n = 1; ; n++) {
    const number = n === 1 ? '' : `_${n}`;
    const room = longestName - bytesOf(fill(format, '', parts)) - number.length;
    const formatted = `${fill(format, cutToFit(name, room), parts)}${number}`;
    if (formatted !== name && !isTaken(formatted)) return formatted;
  }
}
