import { zstdCompressSync } from 'node:zlib';
import { ProgressMeter } from '../../engine/events.ts';
import { withSetInTheMaking } from '../../engine/prune/setInTheMaking.ts';
import type { ContentItem } from '../../engine/repository/contents.ts';
import { encodeContents } from '../../engine/repository/contentsFile.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import type { Repository } from '../../engine/repository/repository.ts';
import { plan } from '../copy/twoRepositories.ts';
import { sampleManifest } from '../repository/sampleManifest.ts';

const { signal } = new AbortController();

/** The storage's half of a backup of the plan as it stands, its lock included. Gives what it has warned of as well. */
export async function makeLockedSet(
  repository: Repository,
  texts: readonly string[],
  warnings: string[] = [],
): Promise<string> {
  const meter = new ProgressMeter((event) => {
    if (event.kind === 'warning') warnings.push(event.message);
  });
  const { document } = await repository.plans.resolve(plan);
  const how = { run: newTimeId(repository.surroundings), meter, signal, lock: document.lock };
  return withSetInTheMaking(repository, plan, how, async (making) => {
    const items: ContentItem[] = [];
    for (const text of texts) items.push(itemOf(await put(making.blobs, text), text));
    const contents = await encodeContents(items);
    const { body: _, ...summary } = contents;
    const at = new Date().toISOString();
    const about = { set: making.set, plan, repository: repository.id, contents: summary };
    const manifest = { ...sampleManifest, startedAt: at, snapshotAt: at, finishedAt: at, ...about };
    await making.commit(manifest, Buffer.from('definitions'), contents);
    return making.set;
  });
}

async function put(blobs: Repository['blobs'], text: string): Promise<string> {
  const hash = blobs.newHash();
  hash.update(Buffer.from(text));
  const body = zstdCompressSync(text);
  const id = hash.digest('hex');
  await blobs.put({ id, body: [body], storedBytes: body.length });
  return blobs.nameOf(id);
}

function itemOf(blob: string, text: string): ContentItem {
  const pieces = [{ blob, offset: 0, length: Buffer.byteLength(text) }];
  return { kind: 'largeObjects', part: 'data', oids: [], rows: 0, hash: '0'.repeat(16), bytes: text.length, pieces };
}
