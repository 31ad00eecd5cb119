import { isObject, isUnknown, type ObjectValue, type Value } from './value.ts';

/** What was planned, with what has become known in the place of what was unknown. Nothing that was planned becomes anything else. */
export function fillUnknown(planned: ObjectValue, known: ObjectValue): ObjectValue {
  return Object.fromEntries(Object.entries(planned).map(([name, value]) => [name, fill(value, known[name] ?? null)]));
}

function fill(planned: Value, known: Value): Value {
  if (isUnknown(planned)) return known;
  return isObject(planned) && isObject(known) ? fillUnknown(planned, known) : planned;
}
