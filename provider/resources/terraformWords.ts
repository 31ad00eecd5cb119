import { type Attributes, isNested } from '../schema/attribute.ts';
import { planAttributes } from './planAttributes.ts';
import { camelCase } from './planDocument.ts';

/**
 * A text of the engine's, with the fields of a plan by their names in Terraform, `max_age` for `maxAge`, and the options of a
 * restore by those of its attributes: `create_database` for `--create-database`.
 */
export function inTerraformWords(text: string): string {
  return text
    .replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, (word) => names.get(word) ?? word)
    .replace(/--map-role OLD=NEW|--[a-z-]+\b/g, (option) => options[option] ?? option);
}

const options: Readonly<Record<string, string>> = {
  '--set': 'set',
  '--to': 'to',
  '--target': 'target',
  '--table': 'tables',
  '--schema': 'schemas',
  '--conflict': 'conflict',
  '--no-owner': 'owner = false',
  '--no-acl': 'acl = false',
  '--map-role': 'map_role',
  '--map-role OLD=NEW': 'map_role = { OLD = "NEW" }',
  '--create-database': 'create_database',
};

const names = new Map(namesIn(planAttributes));

function namesIn(attributes: Attributes): [string, string][] {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    [camelCase(name), name] as [string, string],
    ...(isNested(attribute) ? namesIn(attribute.attributes) : []),
  ]);
}
