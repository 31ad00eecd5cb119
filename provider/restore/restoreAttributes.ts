import {
  bastionAttribute,
  hostAttribute,
  instanceAttribute,
  passwordAttribute,
  portAttribute,
  sslAttribute,
} from '../resources/connectionAttributes.ts';
import type { Attributes } from '../schema/attribute.ts';

/** The database that is restored into. `password_wo` is the resource's alone: an action keeps what it is given in the plan file. */
export const targetAttributes: Attributes = {
  host: { ...hostAttribute, replaces: true },
  port: { ...portAttribute, replaces: true },
  instance: { ...instanceAttribute, replaces: true },
  bastion: bastionAttribute,
  database: {
    type: 'string',
    given: 'required',
    replaces: true,
    description: 'Name of the database to restore into.',
  },
  user: { type: 'string', given: 'required', description: 'Role that restores.' },
  password_wo: {
    type: 'string',
    given: 'optional',
    writeOnly: true,
    sensitive: true,
    description:
      "The role's password, in place of `password`. Kept in no state and no plan file, if it comes from a variable with `ephemeral = true`: the values of others stand in the plan file.",
  },
  password: {
    ...passwordAttribute,
    description:
      "Where the role's password is when it is restored: one of these. Default: the environment variable `PGPASSWORD`.",
  },
  ssl: sslAttribute,
};

/**
 * What is restored, and how: by the words of `pgstow restore`. What makes it another restore replaces the resource; what only says
 * how it is carried out is taken up by the next one.
 */
export const restoreAttributes: Attributes = {
  plan: {
    type: 'string',
    given: 'required',
    replaces: true,
    description: "Id of the plan whose set is restored, or its name where only one has it; a deleted plan's id too.",
  },
  set: {
    type: 'string',
    given: 'defaulted',
    replaces: true,
    description: 'Id of the set. Default: the newest, or the newest at `to`.',
  },
  to: {
    type: 'string',
    given: 'optional',
    replaces: true,
    description:
      'The instant to go back to, in RFC 3339, such as `2026-11-22T21:30:00Z`: the newest set at or before it is restored. In place of `set`.',
    refuse: (value) =>
      isInstant(value as string) ? undefined : 'an instant in RFC 3339, such as 2026-11-22T21:30:00Z',
  },
  target: {
    nesting: 'single',
    given: 'required',
    description: 'The database that is restored into.',
    attributes: targetAttributes,
  },
  tables: {
    type: ['list', 'string'],
    given: 'optional',
    replaces: true,
    description:
      'Only these tables, as patterns `schema.table`. With neither tables nor schemas the whole set is restored.',
  },
  schemas: {
    type: ['list', 'string'],
    given: 'optional',
    replaces: true,
    description: 'Only these schemas; `*` stands for any characters, `?` for one.',
  },
  conflict: {
    type: 'string',
    given: 'defaulted',
    default: 'rename',
    replaces: true,
    description:
      'What to do with tables and sequences that are there already: `rename` (the default: they are restored beside those, under the names of `rename_format`), `fail` (nothing is restored), `skip`, `replace` (built aside, and swapped in at once) or `append`.',
    refuse: (value) => (conflicts.includes(value as string) ? undefined : 'rename, fail, skip, replace or append'),
  },
  rename_format: {
    type: 'string',
    given: 'optional',
    replaces: true,
    description:
      'The name of what is restored beside something: `{name}` is the name in the set, `{task}` tells the restore, `{timestamp}` when it began. Cut to 63 bytes. Default: `{name}_dbs_{task}_{timestamp}`.',
  },
  keep_foreign_keys: {
    type: 'bool',
    given: 'optional',
    replaces: true,
    description:
      'True lets renamed tables keep foreign keys to tables that are not restored along: those then keep rows from being deleted there, or lose their own with them. Default: false.',
  },
  into_schema: {
    type: 'string',
    given: 'optional',
    replaces: true,
    description: 'Restore into this schema, which is created where it is not there.',
  },
  map_schema: {
    type: ['map', 'string'],
    given: 'optional',
    replaces: true,
    description: 'Schemas of the target in the place of those of the set: `{ public = "public_before" }`.',
  },
  owner: {
    type: 'bool',
    given: 'defaulted',
    default: true,
    replaces: true,
    description: 'False leaves every object to the role that restores. Default: true.',
  },
  acl: {
    type: 'bool',
    given: 'defaulted',
    default: true,
    replaces: true,
    description: 'False leaves out all privileges. Default: true.',
  },
  map_role: {
    type: ['map', 'string'],
    given: 'optional',
    replaces: true,
    description: 'Roles of the target in the place of those of the set: `{ app = "app_test" }`.',
  },
  create_database: {
    type: 'bool',
    given: 'defaulted',
    default: false,
    description:
      "Create the database first, with the source's encoding and locale; one that is there already is a conflict then. Default: false.",
  },
  jobs: {
    type: 'number',
    given: 'defaulted',
    default: 4,
    description: 'Connections that load and build at once, from 1 to 64. Default: 4.',
    refuse: (value) => (isWholeNumber(value) && (value as number) <= 64 ? undefined : 'a whole number from 1 to 64'),
  },
  proof: {
    type: 'bool',
    given: 'defaulted',
    default: true,
    description: "Read what was loaded back, and compare it with the set's counts and hashes. Default: true.",
  },
  wait_for_thaw: {
    type: 'bool',
    given: 'defaulted',
    default: false,
    description:
      'Where something of the set is archived, wait until it is thawed, which takes hours. Otherwise it is asked for, and the apply fails: one that comes later finds it thawed. Default: false.',
  },
  thaw_tier: {
    type: 'string',
    given: 'defaulted',
    default: 'Standard',
    description:
      'How fast what is archived is thawed, and at what price: `Expedited`, `Standard` (the default) or `Bulk`.',
    refuse: (value) => (thawTiers.includes(value as string) ? undefined : 'Expedited, Standard or Bulk'),
  },
  thaw_days: {
    type: 'number',
    given: 'defaulted',
    default: 7,
    description: 'How many days it stays readable, from 1 to 365. Default: 7.',
    refuse: (value) => (isWholeNumber(value) && (value as number) <= 365 ? undefined : 'a whole number from 1 to 365'),
  },
  name: { type: 'string', given: 'optional', description: 'A name for the restore, shown in `pgstow runs`.' },
};

const thawTiers = ['Expedited', 'Standard', 'Bulk'];
const conflicts = ['rename', 'fail', 'skip', 'replace', 'append'];

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(text) && !Number.isNaN(Date.parse(text));
}

function isWholeNumber(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
