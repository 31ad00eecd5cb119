// Writes the documents that are made from code. With --check it only compares: a committed file that differs is an error.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { planJsonSchema } from '../engine/spec/planSchema.ts';
import { actionYml } from './action/actionYml.ts';
import { registryDocs } from './registry/registryDocs.ts';

const top = new URL('../', import.meta.url);
const documents: Readonly<Record<string, string>> = {
  'docs/plan.schema.json': `${JSON.stringify(planJsonSchema(), null, 2)}\n`,
  'action.yml': actionYml(),
  ...registryDocs(),
};
/** In these everything is made. */
const folders = ['docs/resources', 'docs/data-sources', 'docs/functions', 'docs/actions', 'docs/guides'];

const checkOnly = process.argv.includes('--check');
for (const [path, text] of Object.entries(documents)) {
  const file = new URL(path, top);
  if (!checkOnly) {
    await mkdir(new URL('.', file), { recursive: true });
    await writeFile(file, text);
  } else if ((await readFile(file, 'utf8').catch(() => undefined)) !== text) {
    complain(`${path} is not what the code says`);
  }
}
for (const path of await leftOver()) {
  if (checkOnly) complain(`${path} is made no more`);
  else await rm(new URL(path, top));
}

async function leftOver(): Promise<string[]> {
  const found = folders.map(async (folder) => {
    const names = await readdir(new URL(folder, top)).catch(() => []);
    return names.map((name) => `${folder}/${name}`);
  });
  return (await Promise.all(found)).flat().filter((path) => !(path in documents));
}

function complain(what: string): void {
  console.error(`${what}: run npm run docs and commit it`);
  process.exitCode = 1;
}
