import { ExtData, encode } from '@msgpack/msgpack';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Type } from '../../provider/values/type.ts';
import { ExactNumber, hasUnknown, isEqual, unknown, type Value } from '../../provider/values/value.ts';
import { decodeJson, decodeValue, encodeValue } from '../../provider/values/wire.ts';

const bytes = (value: unknown) => ({ msgpack: encode(value, { useBigInt64: true }), json: new Uint8Array() });

test('what is encoded is decoded as it was, unknown, null and empty values too', () => {
  fc.assert(
    fc.property(typed, ([type, value]) => {
      const { msgpack } = encodeValue(type, value);
      const back = decodeValue(type, { msgpack: msgpack!, json: new Uint8Array() });
      expect(isEqual(back, value)).toBe(true);
    }),
  );
});

test('an unknown value comes plain or refined', () => {
  for (const type of [0, 12]) {
    expect(decodeValue('string', bytes(new ExtData(type, encode({ 1: false }))))).toBe(unknown);
  }
  expect(encodeValue('string', unknown).msgpack).toEqual(new Uint8Array([0xd4, 0, 0]));
});

test.each([
  [7, 7],
  [2n ** 53n, new ExactNumber('9007199254740992')],
  ['0.1', new ExactNumber('0.1')],
  ['12', 12],
  ['123456789012345678901234567890', new ExactNumber('123456789012345678901234567890')],
  [0.5, 0.5],
  [1e300, 1e300],
])('the number %s stays exact', (wire, value) => {
  expect(decodeValue('number', bytes(wire))).toEqual(value);
});

test('an object has all attributes of its type, and none besides', () => {
  const type: Type = ['object', { a: 'string', b: ['list', 'bool'] }];
  expect(decodeJson(type, Buffer.from('{"a":"x","c":1}'))).toEqual({ a: 'x', b: null });
  expect(decodeValue(type, { msgpack: encodeValue(type, { a: 'x' }).msgpack!, json: new Uint8Array() })).toEqual({
    a: 'x',
    b: null,
  });
});

test('unknown is found however deep it is', () => {
  expect(hasUnknown({ a: [{ b: unknown }] })).toBe(true);
  expect(hasUnknown({ a: [{ b: null }] })).toBe(false);
});

/** A type, and a value of it. */
const typed: fc.Arbitrary<[Type, Value]> = fc.letrec<{ typed: [Type, Value] }>((tie) => ({
  typed: fc.oneof(
    { maxDepth: 3 },
    fc.string().map((value): [Type, Value] => ['string', value]),
    fc.boolean().map((value): [Type, Value] => ['bool', value]),
    fc
      .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
      .map((value): [Type, Value] => ['number', value]),
    fc.constantFrom<[Type, Value]>(
      ['string', null],
      ['number', unknown],
      [['list', 'string'], []],
      [['map', 'bool'], {}],
    ),
    fc
      .tuple(tie('typed'), fc.nat(3))
      .map(([[type, value], count]): [Type, Value] => [['list', type], Array(count).fill(value)]),
    fc
      .dictionary(fc.stringMatching(/^[a-z_]{1,5}$/), tie('typed'), { noNullPrototype: true })
      .map((members): [Type, Value] => {
        const each = Object.entries(members);
        return [
          ['object', Object.fromEntries(each.map(([name, [type]]) => [name, type]))],
          Object.fromEntries(each.map(([name, [, value]]) => [name, value])),
        ];
      }),
  ),
})).typed;
