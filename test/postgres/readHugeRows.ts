import pg from 'pg';
import { BlobWriter } from '../../engine/pipe/blobWriter.ts';
import { copyOut } from '../../engine/postgres/copyOut.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';

/** A process of its own, so that its memory is that of the data pipe alone: reads the table `huge` over four connections. */
const { host, port, database, user } = JSON.parse(process.argv[2]!) as ConnectionTarget;

const digests = await Promise.all([1, 2, 3, 4].map(readTable));
console.log(
  JSON.stringify({
    rows: digests.reduce((sum, { rows }) => sum + rows, 0),
    bytes: digests.reduce((sum, { bytes }) => sum + bytes, 0),
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);

async function readTable() {
  const client = new pg.Client({ host, port, database, user });
  await client.connect();
  const writer = new BlobWriter(({ id }) => new Promise((resolve) => setTimeout(resolve, 100, id)));
  writer.begin();
  const digest = await copyOut(client, "COPY huge TO STDOUT (ENCODING 'SQL_ASCII')", (chunk) => writer.append(chunk));
  void writer.end();
  await writer.finish();
  await client.end();
  return digest;
}
