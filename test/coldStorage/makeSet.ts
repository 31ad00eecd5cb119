import { createHash } from 'node:crypto';
import { ProgressMeter } from '../../engine/events.ts';
import { withSetInTheMaking } from '../../engine/prune/setInTheMaking.ts';
import type { NewBlob } from '../../engine/repository/blobs.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { contentsOf, manifestOf } from '../prune/model/deeds.ts';

const { signal } = new AbortController();

/** A content by what it is called, and the bytes that it takes in the store. */
export type Contents = ReadonlyMap<string, number>;

/** Makes a set of contents, as the storage's half of a backup does; gives its id. `during` is called when they are stored. */
export async function makeSet(
  repository: Repository,
  plan: string,
  contents: Contents,
  during: () => Promise<void> = async () => {},
): Promise<string> {
  const run = newTimeId(repository.surroundings);
  const context = { run, meter: new ProgressMeter(), signal };
  return withSetInTheMaking(repository, plan, context, async ({ blobs, set, commit }) => {
    const names: string[] = [];
    for (const [content, bytes] of contents) {
      const blob = blobOf(content, bytes);
      await blobs.put(blob);
      names.push(blobs.nameOf(blob.id));
    }
    await during();
    const definitions = Buffer.from('definitions');
    const encoded = contentsOf(names);
    await commit(manifestOf(repository, plan, set, definitions, encoded), definitions, encoded);
    return set;
  });
}

export function blobOf(content: string, storedBytes: number): NewBlob {
  const id = createHash('sha256').update(content).digest('hex');
  return { id, body: [Buffer.alloc(storedBytes)], storedBytes };
}

/** The names of the blobs that a set needs. */
export async function blobsOf({ sets }: Repository, set: string): Promise<string[]> {
  const items = await sets.readContents(await sets.get(set));
  return items.flatMap((item) => ('pieces' in item ? item.pieces.map(({ blob }) => blob) : []));
}
