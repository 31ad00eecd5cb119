import { type Attributes, isNested } from '../schema/attribute.ts';
import type { Path } from '../schema/path.ts';
import { isObject, isUnknown, type ObjectValue, type Value } from '../values/value.ts';

/** A value of the plan document: plain JSON. */
export type DocumentValue =
  | string
  | number
  | boolean
  | readonly DocumentValue[]
  | { readonly [name: string]: DocumentValue };

/** Terraform's name of a field of the document: `rateLimit` is `rate_limit`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The document's name of an attribute. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** What is given, as the document has it. What is null, unknown or no field of the document is left out. */
export function toDocument(attributes: Attributes, value: ObjectValue): Record<string, DocumentValue> {
  const fields = Object.entries(attributes).filter(([name]) => isField(name));
  const given = fields.flatMap(([name, attribute]) => {
    const field = fieldOf(isNested(attribute) ? attribute.attributes : {}, value[name] ?? null);
    return field === undefined ? [] : [[camelCase(name), field] as const];
  });
  return Object.fromEntries(given);
}

/** A document's values by the names of the attributes; null where it says nothing, or not in a way that Terraform can show. */
export function fromDocument(attributes: Attributes, document: object): ObjectValue {
  const values = Object.entries(attributes).map(([name, attribute]) => {
    const value = (document as Record<string, unknown>)[camelCase(name)];
    if (value === undefined || !isField(name)) return [name, null];
    return [name, isNested(attribute) ? fromNested(attribute.attributes, value) : (value as Value)];
  });
  return Object.fromEntries(values);
}

function fromNested(attributes: Attributes, value: unknown): Value {
  if (Array.isArray(value)) return value.map((item) => fromNested(attributes, item));
  return fromDocument(attributes, value as object);
}

/** Where a problem of the document is in Terraform. */
export function attributePath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === 'number' ? step : snakeCase(String(step))));
}

/** Write-only values and their versions are Terraform's alone. */
function isField(name: string): boolean {
  return !/_wo(_version)?$/.test(name);
}

function fieldOf(attributes: Attributes, value: Value): DocumentValue | undefined {
  if (value === null || isUnknown(value)) return undefined;
  if (isObject(value)) return toDocument(attributes, value);
  if (!Array.isArray(value)) return value as DocumentValue;
  return value.map((item) => (isObject(item) ? toDocument(attributes, item) : (item as DocumentValue)));
}
