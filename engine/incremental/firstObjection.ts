/** Why something must be read; undefined where the rule has no objection. */
export type Rule<Pair> = (pair: Pair) => string | undefined;

/** The first objection of some rules, each by its name. */
export function firstObjection<Pair>(
  rules: Readonly<Record<string, Rule<Pair> | undefined>>,
  pair: Pair,
): string | undefined {
  for (const rule of Object.values(rules)) {
    const objection = rule?.(pair);
    if (objection !== undefined) return objection;
  }
  return undefined;
}
