import { isObject, isUnknown, type Value } from '../values/value.ts';
import { type Attribute, type Attributes, isNested } from './attribute.ts';
import type { Diagnostic } from './diagnostic.ts';
import { formatPath, type Path } from './path.ts';

/** What is wrong with the values that are known. Terraform itself has checked their types, and that what is required is there. */
export function validate(attributes: Attributes, config: Value, path: Path = []): Diagnostic[] {
  if (!isObject(config)) return [];
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    validateAttribute(attribute, config[name] ?? null, [...path, name]),
  );
}

function validateAttribute(attribute: Attribute, value: Value, path: Path): Diagnostic[] {
  if (value === null || isUnknown(value)) return [];
  const refusal = attribute.refuse?.(value);
  if (refusal !== undefined) return [notAllowed(path, shown(value, attribute), refusal)];
  if (!isNested(attribute)) return [];
  if (!Array.isArray(value)) return validate(attribute.attributes, value, path);
  return value.flatMap((item, index) => validate(attribute.attributes, item, [...path, index]));
}

/** A value that is not allowed, and what is. */
export function notAllowed(path: Path, value: string, allowed: string): Diagnostic {
  const name = formatPath(path);
  return {
    severity: 'error',
    summary: `Invalid value of ${name}`,
    detail: `${name}: ${value} is not allowed; allowed: ${allowed}`,
    path,
  };
}

function shown(value: Value, { sensitive, writeOnly }: Attribute): string {
  return sensitive || writeOnly ? 'what is given (not shown)' : JSON.stringify(value);
}
