import type { TableRows } from '../archive/selectParts.ts';
import { PgstowError } from '../errors.ts';
import { provenContent } from '../pipe/provenContent.ts';
import { quoteQualified } from '../postgres/identifier.ts';
import type { LargeObjectsItem } from '../repository/contents.ts';
import type { Export } from './exportSet.ts';

/** Ends the rows, for pg_restore and psql as for each other. */
const endMarker = Buffer.from('\\.\n\n\n');

/** A table's rows as COPY text, proved, and what ends them. */
export async function* tableContent(
  { table, ranges }: TableRows,
  { blobs, meter }: Pick<Export, 'blobs' | 'meter'>,
): AsyncGenerator<Uint8Array, void, void> {
  const what = quoteQualified(table.schema, table.name);
  const contents = ranges.map(({ pieces }) => pieces);
  yield* endedContent({ what, rows: table.rows, hash: table.hash, contents }, { blobs, meter });
  meter.add({ tablesDone: 1, rows: table.rows });
}

/** Some large objects' slices or facts as COPY text. */
export function largeObjectContent(
  item: LargeObjectsItem,
  { blobs, meter }: Pick<Export, 'blobs' | 'meter'>,
): AsyncGenerator<Uint8Array, void, void> {
  return endedContent({ ...provenItem(item) }, { blobs, meter });
}

/** What {@link provenContent} needs to know of large objects. */
export function provenItem({ part, oids, rows, hash, pieces }: LargeObjectsItem) {
  return { what: `${part} of large objects ${oids[0]} to ${oids.at(-1)}`, rows, hash, contents: [pieces] };
}

async function* endedContent(
  rows: Parameters<typeof provenContent>[1],
  { blobs, meter }: Pick<Export, 'blobs' | 'meter'>,
): AsyncGenerator<Uint8Array, void, void> {
  const watch = new EndMarkerWatch(rows.what);
  for await (const chunk of provenContent(blobs, rows)) {
    watch.pass(chunk);
    meter.add({ bytes: chunk.byteLength });
    yield chunk;
  }
  yield endMarker;
}

/**
 * A line that begins with `\.` would end the rows, and psql would obey what follows it. COPY never writes one; a server that is
 * not what it says it is could.
 */
class EndMarkerWatch {
  readonly #what: string;
  /** The last two bytes that passed; rows begin on a new line. */
  #tail = Buffer.from('\n');

  constructor(what: string) {
    this.#what = what;
  }

  pass(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const seam = Buffer.concat([this.#tail, bytes.subarray(0, 2)]);
    if (seam.includes('\n\\.') || bytes.includes('\n\\.')) {
      throw new PgstowError('unsupported', `${this.#what}: a row begins with what ends rows, which COPY never writes`, {
        hint: 'the server that was backed up has sent something else than its rows; do not feed it to psql by other ways either',
      });
    }
    this.#tail = Buffer.from(Buffer.concat([this.#tail, bytes.subarray(-2)]).subarray(-2));
  }
}
