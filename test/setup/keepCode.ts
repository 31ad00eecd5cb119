import { enableCompileCache } from 'node:module';

// `env` of vitest.config.ts reaches what a test starts; this process was started before it was set
enableCompileCache(process.env.NODE_COMPILE_CACHE);
