/**
 * A type as Terraform's type system (cty) writes it in JSON. Only what this provider uses: values of any type (`dynamic`) and tuples
 * are left out.
 */
export type Type =
  | 'string'
  | 'number'
  | 'bool'
  | readonly ['list' | 'set' | 'map', Type]
  | readonly ['object', Readonly<Record<string, Type>>];

export function encodeType(type: Type): Uint8Array {
  return Buffer.from(JSON.stringify(type));
}
