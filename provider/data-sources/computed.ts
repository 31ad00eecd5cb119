import { type Attribute, type Attributes, isNested } from '../schema/attribute.ts';

/** The attributes of something that can be configured, as a data source shows them: read only. Write-only ones are left out. */
export function computedAttributes(attributes: Attributes): Attributes {
  const shown = Object.entries(attributes).filter(([name]) => !/_wo(_version)?$/.test(name));
  return Object.fromEntries(shown.map(([name, attribute]) => [name, computed(attribute)]));
}

function computed(attribute: Attribute): Attribute {
  const { description } = attribute;
  const about = { description, given: 'computed' } as const;
  return isNested(attribute)
    ? { ...about, nesting: attribute.nesting, attributes: computedAttributes(attribute.attributes) }
    : { ...about, type: attribute.type };
}
