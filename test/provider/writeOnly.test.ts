import { expect, test } from 'vitest';
import { resourceTypes } from '../../provider/provider.ts';
import { type Attribute, type Attributes, isNested } from '../../provider/schema/attribute.ts';

test('every write-only attribute says that a variable keeps it out of plan files only where it is ephemeral', () => {
  const all = resourceTypes.flatMap(({ schema }) => writeOnly(schema.attributes));
  expect(all).toHaveLength(4);
  for (const { description } of all)
    expect(description).toContain('if it comes from a variable with `ephemeral = true`');
});

function writeOnly(attributes: Attributes): readonly Attribute[] {
  return Object.values(attributes).flatMap((attribute) => {
    if (isNested(attribute)) return writeOnly(attribute.attributes);
    return attribute.writeOnly ? [attribute] : [];
  });
}
