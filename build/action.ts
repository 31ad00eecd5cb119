/**
 * Builds the bundle of the GitHub Action, which is committed: `node build/action.ts`. With --check it builds a fresh one beside it and
 * compares: a committed file that differs is an error.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { buildAction } from './action/bundle.ts';
import { top } from './bundle/settings.ts';

const committed = join(top, 'action/dist');

if (process.argv.includes('--check')) await check();
else await renew();

async function renew(): Promise<void> {
  rmSync(committed, { recursive: true, force: true });
  await buildAction(committed);
}

async function check(): Promise<void> {
  const fresh = mkdtempSync(join(tmpdir(), 'pgstow-action-'));
  try {
    await buildAction(fresh);
    const files = new Set([...filesIn(fresh), ...filesIn(committed)]);
    const differing = [...files].filter((file) => !isSame(join(fresh, file), join(committed, file)));
    for (const file of differing.sort()) {
      console.error(`action/dist/${file} is not what the code gives: run npm run action:build and commit it`);
    }
    process.exitCode = differing.length > 0 ? 1 : 0;
  } finally {
    rmSync(fresh, { recursive: true });
  }
}

function filesIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

function isSame(a: string, b: string): boolean {
  try {
    return readFileSync(a).equals(readFileSync(b));
  } catch {
    return false; // one of them is not there
  }
}
