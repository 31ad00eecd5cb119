import { type Attribute, type Attributes, isNested } from '../schema/attribute.ts';

/** The attributes of a resource as an action has them: nothing is computed, and nothing is write-only, for an action is kept in the plan file. */
export function actionAttributes(attributes: Attributes): Attributes {
  const taken = Object.entries(attributes).filter(([, { writeOnly }]) => !writeOnly);
  return Object.fromEntries(taken.map(([name, attribute]) => [name, ofAction(attribute)]));
}

function ofAction(attribute: Attribute): Attribute {
  const { description, given, refuse } = attribute;
  const about = { description, given: given === 'required' ? given : 'optional', ...(refuse && { refuse }) } as const;
  return isNested(attribute)
    ? { ...about, nesting: attribute.nesting, attributes: actionAttributes(attribute.attributes) }
    : { ...about, type: attribute.type };
}
