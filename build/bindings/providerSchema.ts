import { dataSourceTypes, providerSchema, resourceTypes } from '../../provider/provider.ts';
import { type Attribute, type Attributes, isNested, type Schema } from '../../provider/schema/attribute.ts';

/** What every provider of this name is called in full. */
export const providerAddress = 'registry.terraform.io/pgstow/pgstow';

/** The provider's schemas as `terraform providers schema -json` shows them, as far as bindings are made from them. */
export function providerSchemaJson() {
  const provider = {
    provider: shown(providerSchema),
    resource_schemas: allShown(resourceTypes),
    data_source_schemas: allShown(dataSourceTypes),
  };
  return { format_version: '1.0', provider_schemas: { [providerAddress]: provider } };
}

function allShown(types: readonly { readonly name: string; readonly schema: Schema }[]) {
  return Object.fromEntries(types.map(({ name, schema }) => [name, shown(schema)]));
}

function shown({ version = 0, description, attributes }: Schema) {
  return { version, block: { attributes: attributesShown(attributes), description, description_kind: 'markdown' } };
}

function attributesShown(attributes: Attributes): Readonly<Record<string, object>> {
  // Terraform shows them by name, and bindings follow its order
  const byName = Object.entries(attributes).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(byName.map(([name, attribute]) => [name, attributeShown(attribute)]));
}

function attributeShown(attribute: Attribute): object {
  const { description, given, sensitive, writeOnly } = attribute;
  const flags = {
    required: given === 'required',
    optional: given === 'optional' || given === 'defaulted',
    computed: given === 'computed' || given === 'defaulted',
    sensitive: sensitive === true,
    write_only: writeOnly === true,
  };
  return {
    ...(isNested(attribute)
      ? { nested_type: { attributes: attributesShown(attribute.attributes), nesting_mode: attribute.nesting } }
      : { type: attribute.type }),
    description,
    description_kind: 'markdown',
    ...Object.fromEntries(Object.entries(flags).filter(([, isSet]) => isSet)),
  };
}
