import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/long/**'],
    globalSetup: ['test/setup/serverDesk.ts', 'test/gateway/gatewayDesk.ts'],
    setupFiles: ['test/setup/dropDatabases.ts'],
    // a process for each file; two at a time keep two cores busy, as the servers work too
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Node runs the TypeScript itself, as it does for a user: worker threads and file URLs are the real ones
    experimental: { viteModuleRunner: false },
  },
});
