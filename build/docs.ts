// Writes the documents that are made from code. With --check it only compares: a committed file that differs is an error.
import { readFile, writeFile } from 'node:fs/promises';
import { planJsonSchema } from '../engine/spec/planSchema.ts';

const documents: Readonly<Record<string, () => string>> = {
  'docs/plan.schema.json': () => `${JSON.stringify(planJsonSchema(), null, 2)}\n`,
};

const checkOnly = process.argv.includes('--check');
for (const [path, make] of Object.entries(documents)) {
  const file = new URL(`../${path}`, import.meta.url);
  if (!checkOnly) {
    await writeFile(file, make());
  } else if ((await readFile(file, 'utf8').catch(() => undefined)) !== make()) {
    console.error(`${path} is not what the code says: run npm run docs and commit it`);
    process.exitCode = 1;
  }
}
