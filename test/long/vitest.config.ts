import { defineConfig } from 'vitest/config';
import quick from '../../vitest.config.ts';

/** The long tests: one file after the other, on every version that is supported. */
export default defineConfig({
  test: {
    ...quick.test,
    root: '.',
    include: ['test/long/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['test/long/installServers.ts', ...quick.test!.globalSetup!],
    maxWorkers: 1,
    testTimeout: 60 * 60_000,
    hookTimeout: 10 * 60_000,
  },
});
