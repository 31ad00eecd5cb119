import { type Attributes, isNested } from '../schema/attribute.ts';
import { planAttributes } from './planAttributes.ts';
import { camelCase } from './planDocument.ts';

/** A text of the engine's, with the fields of a plan by their names in Terraform: `max_age` for `maxAge`. */
export function inTerraformWords(text: string): string {
  return text.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, (word) => names.get(word) ?? word);
}

const names = new Map(namesIn(planAttributes));

function namesIn(attributes: Attributes): [string, string][] {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    [camelCase(name), name] as [string, string],
    ...(isNested(attribute) ? namesIn(attribute.attributes) : []),
  ]);
}
