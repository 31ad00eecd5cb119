import type { MessageInit } from '../protocol/messages.ts';
import { encodeType } from '../values/type.ts';
import { type Attribute, type Attributes, isNested, type Schema } from './attribute.ts';

const markdown = 1;
const nestings = { single: 1, list: 2 } as const;

/** A schema as the protocol has it. */
export function encodeSchema({ version = 0, description, attributes }: Schema): MessageInit<'Schema'> {
  return {
    version,
    block: { version, description, descriptionKind: markdown, attributes: encodeAttributes(attributes) },
  };
}

function encodeAttributes(attributes: Attributes): MessageInit<'Attribute'>[] {
  return Object.entries(attributes).map(([name, attribute]) => encodeAttribute(name, attribute));
}

function encodeAttribute(name: string, attribute: Attribute): MessageInit<'Attribute'> {
  const { description, given, sensitive = false, writeOnly = false } = attribute;
  return {
    name,
    description,
    descriptionKind: markdown,
    required: given === 'required',
    optional: given === 'optional' || given === 'defaulted',
    computed: given === 'computed' || given === 'defaulted',
    sensitive,
    writeOnly,
    ...(isNested(attribute)
      ? { nestedType: { attributes: encodeAttributes(attribute.attributes), nesting: nestings[attribute.nesting] } }
      : { type: encodeType(attribute.type) }),
  };
}
