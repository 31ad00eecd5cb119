import { join } from 'node:path';
import { inject } from 'vitest';
import type { ProgramName } from './programBundle.ts';

/** How to start one of our programs on this Node.js. */
export interface Program {
  readonly entry: string;
  /** Where Node.js keeps what it has made of the code: the next start has it. */
  readonly env: { readonly NODE_COMPILE_CACHE: string };
}

let folder: Promise<string> | undefined;

/** One of our programs, bundled from the sources as they were when a test of this run first asked for one. */
export async function program(name: ProgramName): Promise<Program> {
  folder ??= askDesk();
  const bundle = await folder;
  return { entry: join(bundle, `${name}.js`), env: { NODE_COMPILE_CACHE: join(bundle, 'compiled') } };
}

async function askDesk(): Promise<string> {
  const answer = await fetch(inject('programDesk'));
  if (!answer.ok) throw new Error(await answer.text());
  return answer.text();
}
