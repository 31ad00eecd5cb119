/** What a door refuses of what somebody has written, before the engine is asked. */
export class InputError extends Error {
  readonly hint: string;
  /** What was typed and what could have been, when that is the trouble: a near match is added to the hint. */
  readonly choice: { readonly typed: string; readonly allowed: readonly string[] } | undefined;

  constructor(message: string, hint: string, choice?: InputError['choice']) {
    super(message);
    this.hint = hint;
    this.choice = choice;
  }
}
