import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { top } from './settings.ts';

/** The licence texts of every package that bundles are made of, and of the packages that are copied whole; each text once. */
export function licenceTexts(bundles: readonly Metafile[], copied: readonly string[]): string {
  const inputs = bundles.flatMap((bundle) => Object.keys(bundle.inputs));
  const folders = inputs.flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []);
  const packages = [...new Set([...folders, ...copied.map((name) => `node_modules/${name}`)])].sort();
  const sections = [...Map.groupBy(packages, textOf)].map(([text, sharing]) =>
    [...new Set(sharing.map(nameOf)), '', text, ''].join('\n'),
  );
  return ['What this bundle holds beside pgstow itself, and its licences.\n', ...sections].join(
    `\n${'-'.repeat(80)}\n\n`,
  );
}

function nameOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(top, folder, 'package.json'), 'utf8'));
  return `${name} ${version} (${license})`;
}

/** A file of its own, or else what the package says at the end of its manual. */
function textOf(folder: string): string {
  const read = (file: string) => readFileSync(join(top, folder, file), 'utf8').replaceAll('\r\n', '\n');
  const files = readdirSync(join(top, folder)).sort();
  const own = files.filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const manual = files.filter((file) => /^readme/i.test(file));
  const said = manual.flatMap((file) => /^#+ *licen[cs]e\b[^\n]*\n([\s\S]*)/im.exec(read(file))?.[1] ?? []);
  const texts = own.length > 0 ? own.map(read) : said;
  return (
    texts.map((text) => text.trim()).join('\n\n') ||
    'The package has no text of its own: see the same licence at another one.'
  );
}
