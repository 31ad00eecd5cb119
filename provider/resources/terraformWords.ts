import { type Attributes, isNested } from '../schema/attribute.ts';
import { planAttributes } from './planAttributes.ts';
import { camelCase } from './planDocument.ts';

/**
 * A text of the engine's, with the fields of a plan by their names in Terraform, `max_age` for `maxAge`, what is written of a plan
 * as HCL, `ssl = { mode = "require" }`, and the options of a restore by those of its attributes: `create_database` for
 * `--create-database`.
 */
export function inTerraformWords(text: string): string {
  return asHcl(text.replace(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g, (word) => names.get(word) ?? word))
    .replace(', or name a file with --key-file', ' in the environment')
    .replace(/--map-schema (\w+)=(\w+)/g, 'map_schema = { $1 = "$2" }')
    .replace(/--map-role OLD=NEW|--[a-z-]+\b/g, (option) => options[option] ?? option);
}

/** `allowed: {` is what a message says, not a field. */
function asHcl(text: string): string {
  return text
    .replace(/(?<!; )\b([a-z_]+): (?=\{)/g, '$1 = ')
    .replace(/\{ [^}]*\}/g, (mapping) =>
      mapping.replace(/(?<=[{,] )([a-z_]+): /g, '$1 = ').replace(/= ([A-Z]+|[a-z]+(?:-[a-z]+)+)(?=[ ,])/g, '= "$1"'),
    );
}

const options: Readonly<Record<string, string>> = {
  '--set': 'set',
  '--to': 'to',
  '--target': 'target',
  '--table': 'tables',
  '--schema': 'schemas',
  '--conflict': 'conflict',
  '--rename-format': 'rename_format',
  '--keep-foreign-keys': 'keep_foreign_keys',
  '--into-schema': 'into_schema',
  '--map-schema': 'map_schema',
  '--no-owner': 'owner = false',
  '--no-acl': 'acl = false',
  '--map-role': 'map_role',
  '--map-role OLD=NEW': 'map_role = { OLD = "NEW" }',
  '--create-database': 'create_database',
  '--jobs': 'jobs',
  '--wait-for-thaw': 'wait_for_thaw = true',
  '--thaw-tier': 'thaw_tier',
  '--thaw-days': 'thaw_days',
  // what only a person at a shell does
  '--resume': 'pgstow restore --resume',
  '--skip-damaged': 'pgstow restore --skip-damaged',
};

const names = new Map(namesIn(planAttributes));

function namesIn(attributes: Attributes): [string, string][] {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    [camelCase(name), name] as [string, string],
    ...(isNested(attribute) ? namesIn(attribute.attributes) : []),
  ]);
}
