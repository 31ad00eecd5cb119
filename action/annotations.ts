import { type AnnotationProperties, error, warning } from '@actions/core';
import type { Failure } from '../words/failure.ts';
import { printableLines } from '../words/printable.ts';

type Kind = 'error' | 'warning';

const shownAs: Readonly<Record<Kind, (text: string, properties: AnnotationProperties) => void>> = { error, warning };

/**
 * GitHub shows ten errors and ten warnings of a step and silently leaves out the rest
 * (https://docs.github.com/en/actions/reference/limits): the tenth says where the others are.
 */
const shown = 9;

/** What is shown with the job, at its commit and in its mails: errors and warnings, each with what to do about it. */
export class Annotations {
  readonly #say: (text: string) => void;
  readonly #told: Record<Kind, number> = { error: 0, warning: 0 };

  /** What finds no room is said as a line of the log. */
  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  warn(message: string): void {
    this.#add('warning', message, 'pgstow');
  }

  fail({ message, hint }: Failure, title: string): void {
    this.#add('error', hint ? `${message}\nhint: ${hint}` : message, title);
  }

  #add(kind: Kind, message: string, title: string): void {
    const told = ++this.#told[kind];
    const text = printableLines(message).join('\n');
    if (told <= shown) {
      shownAs[kind](text, { title });
      return;
    }
    if (told === shown + 1)
      shownAs[kind](`there are more ${kind}s: they stand in the log and in the job's summary`, { title });
    this.#say(`${kind}: ${text}`);
  }
}
