import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { ProgressMeter } from '../../engine/events.ts';
import { withSetInTheMaking } from '../../engine/prune/setInTheMaking.ts';
import type { ContentItem } from '../../engine/repository/contents.ts';
import { encodeContents } from '../../engine/repository/contentsFile.ts';
import { newTimeId } from '../../engine/repository/ids.ts';
import { initRepository, openRepository, type Repository } from '../../engine/repository/repository.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { generateKey } from '../../engine/repository/unlocking.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import { sampleManifest } from '../repository/sampleManifest.ts';

const { signal } = new AbortController();
export const plan = 'orders-nightly';

/** Two encrypted repositories with keys of their own, in folders that are gone at the end of the block. */
export class TwoRepositories implements AsyncDisposable {
  readonly root: string;
  readonly keys = { main: generateKey(), copy: generateKey() };
  /** For runs of the plan. */
  readonly env: Record<string, string>;
  main!: Repository;
  copy!: Repository;

  private constructor(root: string) {
    this.root = root;
    this.env = { PGSTOW_ALLOW_COPIES: this.copies, COPY_KEY: this.keys.copy };
  }

  static async make(): Promise<TwoRepositories> {
    const two = new TwoRepositories(await mkdtemp(join(tmpdir(), 'pgstow-copy-')));
    two.main = await initRepository(join(two.root, 'main'), { encryption: { key: two.keys.main } });
    two.copy = await initRepository(two.copies, { encryption: { key: two.keys.copy } });
    await two.apply();
    return two;
  }

  get copies(): string {
    return join(this.root, 'copy');
  }

  /** Makes the plan be one with a copy. */
  async apply(copy: Omit<NonNullable<PlanInput['copies']>[number], 'repository'> = {}, more: Partial<PlanInput> = {}) {
    const source = { host: 'h', database: 'd', user: 'u', password: { value: 'hunter2' } };
    const copies = [{ repository: this.copies, key: { env: 'COPY_KEY' }, ...copy }];
    await this.main.plans.apply(parsePlan({ id: plan, source, copies, ...more }));
  }

  /** Both anew, as another process finds them. */
  async reopen(): Promise<void> {
    this.main = await openRepository(join(this.root, 'main'), { key: this.keys.main });
    this.copy = await openRepository(this.copies, { key: this.keys.copy });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true });
  }
}

/** Makes a set of contents, each a text: the storage's half of a backup. `daysAgo` is when. */
export async function makeSet(
  repository: Repository,
  texts: readonly string[],
  daysAgo = 0,
  ofPlan = plan,
): Promise<string> {
  const now = () => new Date(Date.now() - daysAgo * 24 * 60 * 60 * 1000);
  const at = now().toISOString();
  const run = newTimeId(repository.surroundings);
  const dated = { ...repository, surroundings: { ...realSurroundings(), now } };
  return withSetInTheMaking(dated, ofPlan, { run, meter: new ProgressMeter(), signal }, async (making) => {
    const items: ContentItem[] = [];
    for (const text of texts) items.push(itemOf(await put(making.blobs, text), text));
    const contents = await encodeContents(items);
    const { body: _, ...summary } = contents;
    const times = { startedAt: at, snapshotAt: at, finishedAt: at };
    const about = { set: making.set, plan: ofPlan, repository: repository.id, contents: summary };
    await making.commit({ ...sampleManifest, ...times, ...about }, Buffer.from('definitions'), contents);
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

/** What a repository holds, proved: the texts of each set, by id. */
export async function contentsIn(repository: Repository): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const listed of await repository.sets.list()) {
    if (listed.state !== 'complete') throw listed.error;
    found[listed.set] = await textsOf(repository, listed.manifest);
    await repository.sets.readDefinitions(listed.manifest);
  }
  return found;
}

async function textsOf(
  { sets, blobs }: Repository,
  manifest: Parameters<typeof sets.readContents>[0],
): Promise<string[]> {
  const { readBlob } = await import('../../engine/pipe/blobReader.ts');
  const texts: string[] = [];
  for (const item of await sets.readContents(manifest)) {
    if (!('pieces' in item)) continue;
    for (const { blob } of item.pieces) {
      texts.push(Buffer.concat(await readBlob(await blobs.get(blob), blob, blobs.newHash)).toString());
    }
  }
  return texts;
}
