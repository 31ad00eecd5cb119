import { type Repository, type SetManifest, verify } from '../../engine/index.ts';

/** Lists the sets and verifies all of them. Rejects when one is not whole; returns them, the newest first. */
export async function proveAllSets(repository: Repository): Promise<SetManifest[]> {
  const manifests = (await repository.sets.list()).map((listed) => {
    if (listed.state === 'damaged') throw listed.error;
    return listed.manifest;
  });
  if (manifests.length === 0) return [];
  const { findings, sets } = await verify(repository);
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('; '));
  if (sets.length !== manifests.length) throw new Error(`${sets.length} sets verified of ${manifests.length} listed`);
  return manifests;
}
