import { type Attribute, type Attributes, isNested } from './attribute.ts';

/**
 * The attributes of a resource as an action or a data source has them: nothing is computed, and nothing is write-only, for what they are
 * given is kept in the plan file.
 */
export function givenAttributes(attributes: Attributes): Attributes {
  const taken = Object.entries(attributes).filter(([, { writeOnly }]) => !writeOnly);
  return Object.fromEntries(taken.map(([name, attribute]) => [name, onlyGiven(attribute)]));
}

function onlyGiven(attribute: Attribute): Attribute {
  const { description, given, refuse } = attribute;
  const about = { description, given: given === 'required' ? given : 'optional', ...(refuse && { refuse }) } as const;
  return isNested(attribute)
    ? { ...about, nesting: attribute.nesting, attributes: givenAttributes(attribute.attributes) }
    : { ...about, type: attribute.type };
}
