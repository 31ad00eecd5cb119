import type { FunctionType, Parameter } from '../../provider/functionType.ts';
import { typeName } from './typeName.ts';

/** How a function is called, and with what. */
export function functionSections({ name, parameters, variadic, returns }: FunctionType): readonly string[] {
  const all = [...parameters.map((parameter) => parameter.name), ...(variadic ? [`${variadic.name}...`] : [])];
  const lines = [...parameters.map(line), ...(variadic ? [`${line(variadic)} Any number of them.`] : [])];
  return [
    '## Signature',
    `\`\`\`text\nprovider::pgstow::${name}(${all.join(', ')}) ${typeName(returns)}\n\`\`\``,
    '## Arguments',
    lines.map((text, index) => `${index + 1}. ${text}`).join('\n'),
  ];
}

function line({ name, type, description }: Parameter): string {
  return `\`${name}\` (${typeName(type)}) ${description}`;
}
