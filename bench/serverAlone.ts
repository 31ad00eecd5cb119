/**
 * What a server gives when nobody takes it: runs the same COPYs as a backup over so many connections with the same settings, each into the server's own
 * `/dev/null`, and writes how many seconds they took into a file: `node bench/serverAlone.ts URL CONNECTIONS FILE`.
 */
import { writeFileSync } from 'node:fs';
import pg from 'pg';
import { planUnits } from '../engine/backup/ranges.ts';
import { readDatabaseFacts } from '../engine/postgres/catalog/database.ts';
import { listTables, measureTables } from '../engine/postgres/catalog/tables.ts';
import { copyOutSql } from '../engine/postgres/copySql.ts';
import { fixReadSettings } from '../engine/postgres/session.ts';

const [url, connections, file] = process.argv.slice(2);
const clients = await Promise.all(Array.from({ length: Number(connections) }, connect));
const statements = await copies(clients[0]!);
const began = performance.now();
await Promise.all(clients.map(copyOn));
writeFileSync(file!, String((performance.now() - began) / 1000));
await Promise.all(clients.map((client) => client.end()));

async function connect(): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  const { versionNumber } = await readDatabaseFacts(client);
  await fixReadSettings(client, versionNumber);
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  return client;
}

/** The largest first, as a backup reads them. */
async function copies(client: pg.Client): Promise<string[]> {
  const { encoding } = await readDatabaseFacts(client);
  const tables = await measureTables(client, await listTables(client));
  return planUnits(tables, { tidRangeScan: true })
    .flatMap(({ contents }) => contents.flatMap((each) => (each.kind === 'range' ? each.range : [])))
    .map((range) => copyOutSql({ ...range.table, ...range }, encoding).replace('TO STDOUT', "TO '/dev/null'"))
    .reverse();
}

async function copyOn(client: pg.Client): Promise<void> {
  for (let statement = statements.pop(); statement; statement = statements.pop()) await client.query(statement);
}
