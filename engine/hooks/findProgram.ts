import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Environment } from '../spec/secret.ts';

/** Where the operating system finds a program that is started by this name; undefined where it finds none. */
export async function findProgram(name: string, { PATH = '' }: Environment): Promise<string | undefined> {
  const places = name.includes('/') ? [name] : PATH.split(delimiter).map((folder) => join(folder, name));
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return place;
  }
  return undefined;
}
