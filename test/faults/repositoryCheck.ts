import { PgstowError, type Repository, type SetManifest } from '../../engine/index.ts';
import { readBlob } from '../../engine/pipe/blobReader.ts';
import { parseArchive } from '../../engine/postgres/archive.ts';

/** Reads everything that every listed set rests on. Rejects when a set is not whole; returns the sets, the newest first. */
export async function proveAllSets(repository: Repository): Promise<SetManifest[]> {
  const manifests: SetManifest[] = [];
  for (const listed of await repository.sets.list()) {
    if (listed.state === 'damaged') throw listed.error;
    await proveSet(repository, listed.manifest);
    manifests.push(listed.manifest);
  }
  return manifests;
}

/** Reads a set's definitions, contents and every blob of theirs. */
export async function proveSet(repository: Repository, manifest: SetManifest): Promise<void> {
  parseArchive(await repository.sets.readDefinitions(manifest));
  const sizes = new Map<string, number>();
  for (const item of await repository.sets.readContents(manifest)) {
    if (item.kind !== 'range' && item.kind !== 'largeObjects') continue;
    for (const { blob, offset, length } of item.pieces)
      sizes.set(blob, Math.max(sizes.get(blob) ?? 0, offset + length));
  }
  for (const [blob, needed] of sizes) {
    const parts = await readBlob(await repository.blobs.get(blob), blob);
    const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
    if (size < needed) throw new PgstowError('damaged', `blob ${blob} holds ${size} bytes, ${needed} are needed`);
  }
}
