import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { actionTypes, dataSourceTypes, functionTypes, providerSchema, resourceTypes } from '../../provider/provider.ts';
import { example } from './example.ts';
import { functionSections } from './functionSections.ts';
import { page } from './page.ts';
import { schemaSections } from './schemaSections.ts';

/**
 * The provider's documents in the registry's layout, by path
 * (https://developer.hashicorp.com/terraform/registry/providers/docs): made of the schemas, the examples and the guides' texts.
 */
export function registryDocs(): Readonly<Record<string, string>> {
  return Object.fromEntries([
    indexPage(),
    ...resourceTypes.map((type) => {
      const after = importSections(type.name, type.identity);
      return typePage('resources', 'Resource', type, after);
    }),
    ...dataSourceTypes.map((type) => typePage('data-sources', 'Data Source', type)),
    ...actionTypes.map((type) => typePage('actions', 'Action', type)),
    ...functionTypes.map((type) => functionPage(type)),
    ...guides(),
  ]);
}

type Page = readonly [path: string, text: string];

type Kind = 'resources' | 'data-sources' | 'actions';

interface Described {
  readonly name: string;
  readonly schema: typeof providerSchema;
}

function indexPage(): Page {
  const { description } = providerSchema;
  const sections = ['## Example', example('provider'), ...schemaSections(providerSchema.attributes)];
  const others = guideNames().map((name) => `- [${titleOf(guideText(name))}](guides/${name}.md)`);
  const about = { title: 'Provider: pgstow', description };
  return ['docs/index.md', page(about, ['# pgstow', description, '## Guides', others.join('\n'), ...sections])];
}

function typePage(kind: Kind, word: string, { name, schema }: Described, after: readonly string[] = []): Page {
  const { description, attributes } = schema;
  const needs = kind === 'actions' ? ['Actions need Terraform 1.14 or newer.'] : [];
  const title = `${name} (${word})`;
  return [
    `docs/${kind}/${shortName(name)}.md`,
    page({ title, description }, [
      `# ${title}`,
      description,
      ...needs,
      '## Example',
      example(`${kind}/${name}`),
      ...schemaSections(attributes),
      ...after,
    ]),
  ];
}

function functionPage(type: (typeof functionTypes)[number]): Page {
  const { name, summary, description } = type;
  const title = `${name} (Function)`;
  const sections = ['## Example', example(`functions/${name}`), ...functionSections(type)];
  return [`docs/functions/${name}.md`, page({ title, description: summary }, [`# ${title}`, description, ...sections])];
}

function importSections(name: string, identity: string): readonly string[] {
  const block = `import {\n  to = ${name}.NAME\n  id = "..." # the ${identity}\n}`;
  return ['## Import', `By its \`${identity}\`.`, `\`\`\`terraform\n${block}\n\`\`\``];
}

/** The registry puts the provider's name in front by itself. */
function shortName(name: string): string {
  return name.replace(/^pgstow_/, '');
}

const guidesFolder = fileURLToPath(new URL('guides', import.meta.url));

function guideNames(): readonly string[] {
  return readdirSync(guidesFolder)
    .map((file) => file.replace(/\.md$/, ''))
    .sort();
}

function guideText(name: string): string {
  return readFileSync(`${guidesFolder}/${name}.md`, 'utf8');
}

function titleOf(text: string): string {
  return /^# (.*)$/m.exec(text)![1]!;
}

/** A line `{{ quickstart/main.tf }}` stands for that example. */
function guides(): Page[] {
  return guideNames().map((name) => {
    const text = guideText(name);
    const whole = text.replace(/^\{\{ (\S+)\.tf \}\}$/gm, (_, path: string) => example(path, '..'));
    const about = { title: titleOf(text), description: `${titleOf(text)}, with the Terraform provider of pgstow.` };
    return [`docs/guides/${name}.md`, page(about, [whole.trim()])];
  });
}
