import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { InputError } from './inputError.ts';

/** A file that was named, whole; `-` is standard input. Rejects with why it cannot be read. */
export async function readTextFile(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  return readFile(file, 'utf8').catch((thrown) => {
    throw new InputError(`${file} cannot be read: ${reasonOf(thrown)}`, 'check the path and the rights of this user');
  });
}

function reasonOf(thrown: { code?: string; message: string }): string {
  const known: Record<string, string> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder',
  };
  return known[thrown.code ?? ''] ?? thrown.message;
}
