import { isEqual, isObject, isUnknown, type ObjectValue, unknown, type Value } from '../values/value.ts';
import { type Attribute, type Attributes, type Default, isNested, nothingOf } from './attribute.ts';
import type { Path } from './path.ts';

export interface Planned {
  readonly state: ObjectValue;
  /** The attributes whose change makes another resource. */
  readonly replace: readonly Path[];
}

export interface PlanOptions {
  /** What the prior state does not know is no other value: it is taken from the configuration. */
  readonly adopts?: boolean;
}

/**
 * What a resource will be: what the configuration gives, defaults for what it does not, and unknown what only applying it
 * will tell. `prior` is null when it is to be created.
 */
export function planObject(
  attributes: Attributes,
  config: ObjectValue,
  prior: ObjectValue | null,
  { adopts = false }: PlanOptions = {},
): Planned {
  const kept = planAttributes(attributes, config, prior, { computed: 'kept' });
  const replace = prior ? replacing(attributes, kept, prior, adopts) : [];
  if (replace.length > 0) return { state: planAttributes(attributes, config, null, { computed: 'new' }), replace };
  const isChanged = prior === null || !isEqual(kept, prior);
  return { state: isChanged ? planAttributes(attributes, config, prior, { computed: 'new' }) : kept, replace };
}

/** Whether computed values stay, for nothing else has changed, or are made anew. */
interface Mode {
  readonly computed: 'kept' | 'new';
}

function planAttributes(
  attributes: Attributes,
  config: ObjectValue,
  prior: ObjectValue | null,
  mode: Mode,
): ObjectValue {
  const planned = Object.entries(attributes).map(([name, attribute]) => [
    name,
    planAttribute(
      attribute,
      { value: config[name] ?? null, beside: config },
      prior && { value: prior[name] ?? null },
      mode,
    ),
  ]);
  return Object.fromEntries(planned);
}

type Prior = { readonly value: Value } | null;

interface Given {
  readonly value: Value;
  readonly beside: ObjectValue;
}

function planAttribute(attribute: Attribute, { value: config, beside }: Given, prior: Prior, mode: Mode): Value {
  if (attribute.writeOnly) return null;
  if (config === null) return planAbsent(attribute, beside, prior, mode);
  if (isUnknown(config)) return config;
  return isNested(attribute) ? planNested(attribute.attributes, config, prior, mode) : config;
}

function planNested(attributes: Attributes, config: Value, prior: Prior, mode: Mode): Value {
  // of the items of a list nobody knows which one was which
  if (Array.isArray(config)) return config.map((item) => planNested(attributes, item, null, mode));
  if (!isObject(config)) return config;
  // an object that was not there before has no values to keep, and decides nothing later
  return planAttributes(attributes, config, isObject(prior?.value) ? prior.value : null, mode);
}

function planAbsent(attribute: Attribute, beside: ObjectValue, prior: Prior, { computed }: Mode): Value {
  if (attribute.given === 'required' || attribute.given === 'optional') return null;
  if (attribute.default !== undefined) return defaultOf(attribute, beside);
  if (prior === null) return attribute.atFirst === undefined ? unknown : decide(attribute.atFirst, beside);
  const stays = attribute.given === 'defaulted' || attribute.fixed || computed === 'kept';
  return stays ? prior.value : unknown;
}

/** A nested object that is not given is as one in which nothing is given. */
function defaultOf(attribute: Attribute, beside: ObjectValue): Value {
  const value = decide(attribute.default ?? null, beside);
  if (!isNested(attribute) || !isObject(value)) return value;
  return planAttributes(attribute.attributes, { ...nothingOf(attribute.attributes), ...value }, null, {
    computed: 'new',
  });
}

function decide(value: Default, beside: ObjectValue): Value {
  return typeof value === 'function' ? value(beside) : value;
}

function replacing(
  attributes: Attributes,
  planned: ObjectValue,
  prior: ObjectValue,
  adopts: boolean,
  path: Path = [],
): Path[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const [now, before, at] = [planned[name] ?? null, prior[name] ?? null, [...path, name]];
    if (attribute.replaces) return isEqual(now, before) || (adopts && before === null) ? [] : [at];
    if (!isNested(attribute) || !isObject(before)) return [];
    if (isUnknown(now)) return Object.values(attribute.attributes).some(({ replaces }) => replaces) ? [at] : [];
    if (!isObject(now)) return [];
    return replacing(attribute.attributes, now, before, adopts, at);
  });
}
