import { provenContent } from '../pipe/provenContent.ts';
import { linesOf, valuesOf } from '../postgres/copyText.ts';
import type { LargeObjectsItem } from '../repository/contents.ts';
import type { Export } from './exportSet.ts';
import { provenItem } from './tableContent.ts';

/** Writes each large object's content into a file of its own, and `blobs.toc`, which lists them. */
export async function writeLargeObjectFiles(work: Export): Promise<void> {
  const { parts, folder, signal } = work;
  const items = parts.largeObjects.filter(({ part }) => part === 'data');
  for (const item of items) await writeItem(item, work);
  await folder.write('blobs.toc', listing(items), { signal });
}

async function writeItem(item: LargeObjectsItem, { folder, blobs, meter, signal }: Export): Promise<void> {
  const slices = slicesOf(item, { blobs, meter });
  let next = await slices.next();
  while (!next.done) {
    const { oid } = next.value;
    const content = (async function* () {
      while (!next.done && next.value.oid === oid) {
        yield next.value.data;
        next = await slices.next();
      }
    })();
    await folder.write(`blob_${oid}.dat.gz`, content, { gzip: true, signal });
  }
}

interface Slice {
  readonly oid: string;
  readonly data: Buffer;
}

/** Rows (oid, offset, bytea), ordered by the first two; the slices of an object follow each other without a gap. */
async function* slicesOf(
  item: LargeObjectsItem,
  { blobs, meter }: Pick<Export, 'blobs' | 'meter'>,
): AsyncGenerator<Slice, void, void> {
  for await (const line of linesOf(provenContent(blobs, provenItem(item)))) {
    meter.add({ bytes: line.byteLength + 1 });
    const [oid, , data] = valuesOf(line, 3);
    yield { oid: String(oid), data: Buffer.from(String(data).slice('\\x'.length), 'hex') };
  }
}

async function* listing(items: readonly LargeObjectsItem[]): AsyncGenerator<Uint8Array, void, void> {
  for (const { oids } of items) for (const oid of oids) yield Buffer.from(`${oid} blob_${oid}.dat\n`);
}
