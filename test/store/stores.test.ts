import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderStore } from '../../engine/store/folder.ts';
import { Bucket } from '../gateway/bucket.ts';
import { storeConformance } from './conformance.ts';
import { MemoryStore } from './memory.ts';

storeConformance('a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-store-'));
  return {
    store: new FolderStore(folder),
    second: new FolderStore(folder),
    dispose: () => rm(folder, { recursive: true }),
  };
});

storeConformance('a folder that other machines may write to', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pgstow-store-'));
  const open = () => new FolderStore(folder, { shared: true });
  return { store: open(), second: open(), dispose: () => rm(folder, { recursive: true }) };
});

storeConformance('memory', async () => {
  const store = new MemoryStore();
  return { store, second: store, dispose: async () => {} };
});

storeConformance('a bucket of a RADOS Gateway', async (context) => {
  const bucket = await Bucket.fresh(context);
  return { store: bucket.store(), second: bucket.store(), dispose: async () => {} };
});
