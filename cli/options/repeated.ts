/** Collects the values of an option that may be given again and again. */
export function repeated(typed: string, before: readonly string[] = []): readonly string[] {
  return [...before, typed];
}
