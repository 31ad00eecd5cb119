/** A value that is known only after something has been applied. */
export class Unknown {
  static readonly value: Unknown = new Unknown();
  readonly known = false;
  private constructor() {}
}

/** A number that JavaScript's own cannot hold exactly, in decimal as Terraform wrote it. */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What stands in a configuration, plan or state. `null` is "not given", which is not the same as an empty collection. */
export type Value =
  | null
  | Unknown
  | string
  | number
  | ExactNumber
  | boolean
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A value of an object type: every attribute is there, null when it is not given. */
export type ObjectValue = { readonly [name: string]: Value };

export const unknown: Unknown = Unknown.value;

export function isUnknown(value: Value): value is Unknown {
  return value instanceof Unknown;
}

export function isObject(value: Value | undefined): value is ObjectValue {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof ExactNumber)
  );
}

/** Whether a value or anything in it is unknown. */
export function hasUnknown(value: Value): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  return isObject(value) ? Object.values(value).some(hasUnknown) : isUnknown(value);
}

/** Unknown equals unknown here: that it will be something is all that is known of both. */
export function isEqual(a: Value, b: Value): boolean {
  if (a instanceof ExactNumber) return b instanceof ExactNumber && a.text === b.text;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]!));
  if (!isObject(a)) return a === b;
  const names = Object.keys(a);
  return (
    isObject(b) && names.length === Object.keys(b).length && names.every((name) => isEqual(a[name]!, b[name] ?? null))
  );
}
