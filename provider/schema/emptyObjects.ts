import { isObject, type Value } from '../values/value.ts';
import { type Attribute, type Attributes, isNested, type NestedAttribute } from './attribute.ts';
import type { Diagnostic } from './diagnostic.ts';
import { formatPath, type Path } from './path.ts';

/**
 * Warns of objects that are given with nothing in them. Terraform leaves out what an object's attributes do not name before a
 * provider sees it: `ssl = { mod = "verify-full" }` is `ssl = {}` here.
 */
export function emptyObjects(attributes: Attributes, config: Value, path: Path = []): Diagnostic[] {
  if (!isObject(config)) return [];
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    emptyAttribute(attribute, config[name] ?? null, [...path, name]),
  );
}

function emptyAttribute(attribute: Attribute, value: Value, path: Path): Diagnostic[] {
  if (!isNested(attribute)) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => emptyAttribute(attribute, item, [...path, index]));
  if (!isObject(value)) return [];
  const isEmpty = Object.values(value).every((each) => each === null);
  if (!isEmpty) return emptyObjects(attribute.attributes, value, path);
  return attribute.mayBeEmpty ? [] : [saysNothing(attribute, path)];
}

function saysNothing({ attributes }: NestedAttribute, path: Path): Diagnostic {
  const name = formatPath(path);
  return {
    severity: 'warning',
    summary: `Nothing is given in ${name}`,
    detail: `${name} holds no value. Terraform leaves out, without a word, names in it that it does not know; known are ${Object.keys(attributes).join(', ')}.\n\nCheck how they are written, or leave out ${name}.`,
    path,
  };
}
