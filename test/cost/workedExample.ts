import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContentItem } from '../../engine/repository/contents.ts';
import { encodeContents } from '../../engine/repository/contentsFile.ts';
import { blobKey } from '../../engine/repository/keys.ts';
import { initRepository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { sampleItems, sampleSet } from '../repository/sampleManifest.ts';

const gibibyte = 2 ** 30;
const day = 86_400_000;

/** The repository of the example in docs/cost.md: three sets of 100 blobs of 1 GiB, each with two that the one before has not. */
export async function workedExample(folder: string): Promise<void> {
  const repository = await initRepository(folder, { encryption: 'none' });
  await repository.plans.apply(
    parsePlan({
      id: 'orders',
      source: { host: 'h', database: 'd', user: 'u' },
      schedule: { startAt: ['01:00'], timeZone: 'UTC' },
      retention: { keepDays: 30 },
    }),
  );
  const blobs = Array.from({ length: 104 }, (_, index) => index.toString(16).padStart(64, '0'));
  for (const blob of blobs) await makeHole(join(folder, blobKey(blob)), gibibyte);
  for (const [index, newBlobs] of [100, 2, 2].entries()) {
    const from = index * 2;
    const at = new Date(Date.UTC(2026, 10, 20, 1) + index * day).toISOString();
    const contents = await encodeContents([sampleItems[0]!, range(blobs.slice(from, from + 100))]);
    const { body: _, ...summary } = contents;
    const { manifest, definitions } = await sampleSet({
      plan: 'orders',
      set: `${at.replace(/[-:]|\.\d+/g, '')}-aaaaaa`,
      snapshotAt: at,
      contents: summary,
    });
    const totals = { ...manifest.totals, newBytes: newBlobs * gibibyte };
    await repository.sets.commit({ ...manifest, totals }, definitions, contents);
  }
}

function range(blobs: readonly string[]): ContentItem {
  const pieces = blobs.map((blob) => ({ blob, offset: 0, length: 1 }));
  return { kind: 'range', table: 0, rows: 0, hash: '0000000000000000', bytes: blobs.length, pieces };
}

/** A file that has a size, and takes no room. */
async function makeHole(path: string, size: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await using file = await open(path, 'w');
  await file.truncate(size);
}
