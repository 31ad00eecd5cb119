import type { Type } from '../../provider/values/type.ts';

const plain = { string: 'String', number: 'Number', bool: 'Boolean', dynamic: 'Dynamic' } as const;
const containers = { list: 'List', set: 'Set', map: 'Map' } as const;

/** A type in the words of the registry, such as `List of String`. */
export function typeName(type: Type): string {
  if (typeof type === 'string') return plain[type];
  switch (type[0]) {
    case 'list':
    case 'set':
    case 'map':
      return `${containers[type[0]]} of ${typeName(type[1])}`;
    case 'tuple':
      return 'Tuple';
    case 'object':
      return 'Object';
    default:
      return type satisfies never;
  }
}
