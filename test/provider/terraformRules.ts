import { type Attribute, type Attributes, isNested } from '../../provider/schema/attribute.ts';
import { formatPath, type Path } from '../../provider/schema/path.ts';
import { hasUnknown, isEqual, isObject, isUnknown, type Value } from '../../provider/values/value.ts';

/**
 * What Terraform demands of a provider's answers, as its documentation of a resource's life says
 * (https://github.com/hashicorp/terraform/blob/main/docs/resource-instance-change-lifecycle.md): when one is broken its user reads
 * "Provider produced an invalid plan" or "Provider produced inconsistent result after apply".
 */
export function planFaults(
  attributes: Attributes,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path = [],
): string[] {
  const of = (value: Value, name: string) => (isObject(value) ? (value[name] ?? null) : null);
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    attributeFaults(attribute, of(prior, name), of(config, name), of(planned, name), [...path, name]),
  );
}

function attributeFaults(attribute: Attribute, prior: Value, config: Value, planned: Value, path: Path): string[] {
  const computed = attribute.given === 'computed' || attribute.given === 'defaulted';
  if (attribute.writeOnly) return planned === null ? [] : [`${formatPath(path)}: a write-only value is planned`];
  if (isEqual(planned, config)) return [];
  if (prior !== null && config !== null && isEqual(planned, prior)) return [];
  if (config === null && computed) return [];
  if (isNested(attribute) && attribute.nesting === 'single' && isObject(config) && isObject(planned)) {
    return planFaults(attribute.attributes, prior, config, planned, path);
  }
  if (isNested(attribute) && Array.isArray(config) && Array.isArray(planned) && config.length === planned.length) {
    const items = Array.isArray(prior) ? (prior as readonly Value[]) : [];
    return planned.flatMap((item, index) => {
      const [before, given] = [items[index] ?? null, config[index] as Value];
      return isEqual(item, given) ? [] : planFaults(attribute.attributes, before, given, item, [...path, index]);
    });
  }
  return [`${formatPath(path)}: planned ${show(planned)}, configured ${show(config)}, before ${show(prior)}`];
}

/** What was planned must come out; what was unknown may be anything that is known. Holds for a final plan too, but for being known. */
export function resultFaults(planned: Value, actual: Value, path: Path = []): string[] {
  if (isUnknown(planned)) return [];
  if (Array.isArray(planned) && Array.isArray(actual) && planned.length === actual.length) {
    return planned.flatMap((item, index) => resultFaults(item, actual[index]!, [...path, index]));
  }
  if (isObject(planned) && isObject(actual)) {
    return Object.entries(planned).flatMap(([name, value]) =>
      resultFaults(value, actual[name] ?? null, [...path, name]),
    );
  }
  return isEqual(planned, actual) ? [] : [`${formatPath(path)}: planned ${show(planned)}, became ${show(actual)}`];
}

/** A state holds nothing unknown, and nothing write-only. */
export function stateFaults(attributes: Attributes, state: Value): string[] {
  const unknowns = hasUnknown(state) ? ['something in the state is unknown'] : [];
  return [...unknowns, ...writeOnlyFaults(attributes, state)];
}

function writeOnlyFaults(attributes: Attributes, state: Value): string[] {
  if (!isObject(state)) return [];
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    if (attribute.writeOnly) return state[name] === null ? [] : [`${name}: a write-only value is in the state`];
    return isNested(attribute) ? writeOnlyFaults(attribute.attributes, state[name] ?? null) : [];
  });
}

function show(value: Value): string {
  return isUnknown(value) ? 'unknown' : JSON.stringify(value);
}
