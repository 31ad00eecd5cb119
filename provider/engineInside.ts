import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { getAssetKeys, getRawAsset } from 'node:sea';
import type { Engine } from './engine.ts';

let loaded: Engine | undefined;

/**
 * `loadEngine` of the single executable. The engine lies inside it; threads and WebAssembly are loaded from files, so it is laid out
 * in a folder of this process alone (0700), which is removed when the process ends.
 */
export async function loadEngine(): Promise<Engine> {
  loaded ??= load(layOut());
  return loaded;
}

function layOut(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pgstow-engine-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const path of getAssetKeys()) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(getRawAsset(path)));
  }
  return folder;
}

/** What is inside an executable can import nothing by itself. */
function load(folder: string): Engine {
  const entry = join(folder, 'index.js');
  return createRequire(entry)(entry) as Engine;
}
