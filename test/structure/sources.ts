import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface SourceFile {
  /** From the top of the checkout. */
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A path from the top of the checkout, or a package's name. */
  readonly to: string;
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

const top = fileURLToPath(new URL('../..', import.meta.url));
const notOurs = new Set(['node_modules', 'dist']);
/** Made by a generator that is not ours. */
const generated = 'cdk/bindings';

/** Every TypeScript file of the checkout. */
export function sourceFiles(folder: string = top): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return isOurs(entry.name, relative(top, path)) ? sourceFiles(path) : [];
    return entry.name.endsWith('.ts') ? [{ path: relative(top, path), text: readFileSync(path, 'utf8') }] : [];
  });
}

function isOurs(name: string, path: string): boolean {
  return !notOurs.has(name) && !name.startsWith('.') && path !== generated;
}

/** What a file imports, re-exports or starts as a worker. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return [...text.matchAll(importPattern)].map((match) => {
    const { type, named, plain, dynamic, url } = match.groups!;
    const specifier = named ?? plain ?? dynamic ?? url ?? '';
    const to = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : packageName(specifier);
    return { from: path, to, typeOnly: type !== undefined };
  });
}

const importPattern = new RegExp(
  [
    /^(?:import|export)\s+(?<type>type\s+)?[^'";]*?\sfrom\s+'(?<named>[^']+)'/,
    /^import\s+'(?<plain>[^']+)'/,
    /\bimport\(\s*'(?<dynamic>[^']+)'/,
    /new URL\(\s*'(?<url>\.[^']*\.ts)'/,
  ]
    .map((part) => part.source)
    .join('|'),
  'gm',
);

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
