import { decode, ExtensionCodec, encode } from '@msgpack/msgpack';
import type { Message, MessageInit } from '../protocol/messages.ts';
import type { Type } from './type.ts';
import { ExactNumber, isObject, isUnknown, unknown, type Value } from './value.ts';

type DynamicValue = Message<'DynamicValue'>;
type ObjectType = Extract<Type, readonly ['object', unknown]>;
type TupleType = Extract<Type, readonly ['tuple', unknown]>;

/**
 * Values on the wire: msgpack, shaped by their type, as
 * https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/object-wire-format.md says. An unknown value is an
 * extension; what a refined one says of the value to come is not needed here.
 */
export function decodeValue(type: Type, dynamic: DynamicValue | undefined): Value {
  if (dynamic?.msgpack.length) return fromWire(type, decode(dynamic.msgpack, { extensionCodec, useBigInt64: true }));
  if (dynamic?.json.length) return decodeJson(type, dynamic.json);
  return null;
}

/** A value in Terraform's JSON, as states are kept: attributes that the type does not have are passed over. */
export function decodeJson(type: Type, json: Uint8Array): Value {
  return fromWire(type, JSON.parse(Buffer.from(json).toString()));
}

export function encodeValue(type: Type, value: Value): MessageInit<'DynamicValue'> {
  return { msgpack: encode(toWire(type, value), { extensionCodec, useBigInt64: true }) };
}

const unknownExtension = 0;

/** Any extension is an unknown value: 0 a plain one, 12 one with refinements. */
const extensionCodec = new ExtensionCodec();
for (const type of [unknownExtension, 12]) {
  extensionCodec.register({
    type,
    encode: (value) => (type === unknownExtension && isUnknown(value as Value) ? new Uint8Array([0]) : null),
    decode: () => unknown,
  });
}

function fromWire(type: Type, value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (isUnknown(value as Value)) return unknown;
  if (type === 'number') return numberFromWire(value);
  if (type === 'dynamic') return dynamicFromWire(value as readonly [Uint8Array, unknown]);
  if (type === 'string' || type === 'bool') return value as string | boolean;
  if (type[0] === 'list' || type[0] === 'set') return (value as unknown[]).map((item) => fromWire(type[1], item));
  if (type[0] === 'tuple')
    return (value as unknown[]).map((item, index) => fromWire((type as TupleType)[1][index]!, item));
  const members = value as Record<string, unknown>;
  if (type[0] === 'map') return mapObject(members, (member) => fromWire(type[1], member));
  return mapObject((type as ObjectType)[1], (memberType, name) => fromWire(memberType, members[name]));
}

function toWire(type: Type, value: Value): unknown {
  if (value === null || isUnknown(value)) return value;
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return value.map((item) => toWire((type as readonly ['list', Type])[1], item));
  if (!isObject(value)) return value;
  if (type[0] === 'map')
    return mapObject(value, (member: Value) => toWire((type as readonly ['map', Type])[1], member));
  return mapObject((type as ObjectType)[1], (memberType, name) => toWire(memberType, value[name] ?? null));
}

/** Its type in JSON, and the value. */
function dynamicFromWire([type, value]: readonly [Uint8Array, unknown]): Value {
  return fromWire(JSON.parse(Buffer.from(type).toString()), value);
}

/** Integers and doubles come as such; what a double cannot hold exactly, such as 0.1, comes as decimal text and goes back so. */
function numberFromWire(value: unknown): number | ExactNumber {
  if (typeof value === 'number') return value;
  const text = String(value);
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : new ExactNumber(text);
}

function mapObject<From, To>(object: Readonly<Record<string, From>>, change: (value: From, name: string) => To) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value, name)]));
}
