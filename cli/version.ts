import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The version of this package. Read from its package.json, for the engine has it too but takes long to load. */
export const version: string = JSON.parse(readFileSync(findPackageJSON(import.meta.url)!, 'utf8')).version;
