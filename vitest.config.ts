import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/setup/longestFirst.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    globalSetup: ['test/setup/serverDesk.ts', 'test/setup/programDesk.ts', 'test/gateway/gatewayDesk.ts'],
    setupFiles: ['test/setup/keepCode.ts'],
    // a process for each file; three at a time keep two cores busy, as many tests wait for a clock half of their time
    pool: 'forks',
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    // no measure of anything: what hangs is ended, and what works on a slow machine is not
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } }, // what is waited for comes late on a busy machine
    // some hundred processes load the engine: what Node makes of its TypeScript is made once
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/node', import.meta.url)) },
    // Node runs the TypeScript itself, as it does for a user: worker threads and file URLs are the real ones
    experimental: { viteModuleRunner: false },
  },
});
