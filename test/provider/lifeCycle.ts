import { expect } from 'vitest';
import type { Attributes } from '../../provider/schema/attribute.ts';
import { isObject, unknown, type Value } from '../../provider/values/value.ts';
import { complete, noState, type ResourceClient, type State, type Written } from './terraformClient.ts';
import { planFaults, resultFaults, stateFaults } from './terraformRules.ts';

/**
 * One configuration through validate, plan, the final plan, apply, read, and a plan in which nothing is left to do. What is hidden
 * is unknown when it is planned first, and that plan decides whether the resource is replaced. Nothing is to be complained about but
 * by warnings when it is validated or applied.
 */
export async function passThrough(
  resources: ResourceClient,
  config: Written,
  hidden: Hidden,
  prior: State,
): Promise<State> {
  const { base, planned } = await passPlans(resources, config, hidden, prior);
  const { state, said } = await resources.apply(config, planned, base);
  expect(said.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect([...resultFaults(planned.value, state.value), ...stateFaults(resources.attributes, state.value)]).toEqual([]);
  const read = await resources.read(state);
  expect(read).toEqual({ state, said: [] });
  const again = await resources.plan(config, read.state);
  expect(again.planned.value).toEqual(read.state.value);
  expect(again.replaces).toEqual([]);
  return read.state;
}

/** The same, up to the plan that would be applied, and what it is based on: nothing where it is another resource. */
export async function passPlans(resources: ResourceClient, config: Written, hidden: Hidden, prior: State) {
  const { attributes } = resources;
  const early = hide(config, hidden);
  const validated = [...(await resources.validate(early)), ...(await resources.validate(config))];
  expect(validated.filter(({ severity }) => severity === 'error')).toEqual([]);
  const change = await resources.plan(early, prior);
  const isOther = change.replaces.length > 0;
  const base = isOther ? noState : prior;
  const first = isOther ? await resources.plan(early, base) : change;
  const last = await resources.plan(config, base);
  expect(first.said.concat(last.said)).toEqual([]);
  expect(last.replaces).toEqual([]);
  expect(faultsOf(attributes, base, early, first.planned)).toEqual([]);
  expect(faultsOf(attributes, base, config, last.planned)).toEqual([]);
  expect(resultFaults(first.planned.value, last.planned.value)).toEqual([]);
  return { base, planned: last.planned };
}

function faultsOf(attributes: Attributes, prior: State, config: Written, planned: State): string[] {
  return planFaults(attributes, prior.value, complete(attributes, config), planned.value);
}

/** Names of attributes, nested ones too, whose values are unknown when they are planned first. */
export type Hidden = ReadonlySet<string>;

function hide(written: Written, hidden: Hidden): Written {
  const values = Object.entries(written).map(([name, value]): [string, Value] => {
    if (hidden.has(name)) return [name, unknown];
    if (hidden.has(`${name}[]`) && Array.isArray(value)) return [name, value.map(() => unknown)];
    return [name, hideIn(value, hidden)];
  });
  return Object.fromEntries(values);
}

function hideIn(value: Value, hidden: Hidden): Value {
  if (Array.isArray(value)) return value.map((item) => hideIn(item, hidden));
  return isObject(value) ? hide(value, hidden) : value;
}
