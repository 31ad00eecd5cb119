import type { MessageInit } from '../protocol/messages.ts';
import { encodeType } from '../values/type.ts';
import type { Schema } from './attribute.ts';

interface Identified {
  readonly schema: Schema;
  /** The name of the attribute that is the identity. */
  readonly identity: string;
}

/** What Terraform 1.12 and newer know a resource again by. */
export function identityTypeOf({ identity }: Identified) {
  return ['object', { [identity]: 'string' }] as const;
}

export function encodeIdentitySchema({ schema, identity }: Identified): MessageInit<'ResourceIdentitySchema'> {
  const { description } = schema.attributes[identity]!;
  const attribute = { name: identity, type: encodeType('string'), requiredForImport: true, description };
  return { version: 0, identityAttributes: [attribute] };
}
