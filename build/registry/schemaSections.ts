import { type Attribute, type Attributes, isNested } from '../../provider/schema/attribute.ts';
import { typeName } from './typeName.ts';

/** What can be given and what can be read, group by group, then every nested object in the same way. */
export function schemaSections(attributes: Attributes): readonly string[] {
  return ['## Schema', ...groups(attributes, []), ...nestedSections(attributes, [])];
}

type Path = readonly string[];

const titles = { required: 'Required', optional: 'Optional', computed: 'Read-only' } as const;

function groups(attributes: Attributes, path: Path): string[] {
  return Object.entries(titles).flatMap(([group, title]) => {
    const lines = Object.entries(attributes)
      .filter(([, attribute]) => groupOf(attribute) === group)
      .map(([name, attribute]) => line(attribute, [...path, name]));
    const heading = path.length === 0 ? `### ${title}` : `${title}:`;
    return lines.length === 0 ? [] : [heading, lines.join('\n')];
  });
}

function groupOf({ given }: Attribute): keyof typeof titles {
  return given === 'defaulted' ? 'optional' : given;
}

function line(attribute: Attribute, path: Path): string {
  const more = isNested(attribute) ? ` ([below](#${anchor(path)}))` : '';
  return `- \`${path.at(-1)}\` (${traits(attribute).join(', ')}) ${attribute.description}${more}`;
}

function traits(attribute: Attribute): string[] {
  const nesting = { single: 'Object', list: 'List of Object' } as const;
  return [
    isNested(attribute) ? nesting[attribute.nesting] : typeName(attribute.type),
    ...(attribute.sensitive ? ['Sensitive'] : []),
    ...(attribute.writeOnly ? ['Write-only'] : []),
    ...(attribute.replaces ? ['Forces replacement'] : []),
  ];
}

function nestedSections(attributes: Attributes, path: Path): string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    if (!isNested(attribute)) return [];
    const here = [...path, name];
    const heading = `<a id="${anchor(here)}"></a>\n### \`${here.join('.')}\``;
    return [heading, ...groups(attribute.attributes, here), ...nestedSections(attribute.attributes, here)];
  });
}

function anchor(path: Path): string {
  return `nested-${path.join('-')}`;
}
