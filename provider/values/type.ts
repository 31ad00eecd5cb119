/**
 * A type as Terraform's type system (cty) writes it in JSON. A value of any type (`dynamic`) brings its own; only arguments of functions
 * are such, and only they hold tuples, as which Terraform takes a list that is written out.
 */
export type Type =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', Type]
  | readonly ['tuple', readonly Type[]]
  | readonly ['object', Readonly<Record<string, Type>>];

export function encodeType(type: Type): Uint8Array {
  return Buffer.from(JSON.stringify(type));
}
