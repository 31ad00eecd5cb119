import type pg from 'pg';
import { mapRole } from '../../archive/roles.ts';
import { messageOf, PgstowError } from '../../errors.ts';
import type { BlobReader } from '../../pipe/blobReader.ts';
import { copyIn } from '../../postgres/copyIn.ts';
import { copyOut } from '../../postgres/copyOut.ts';
import { copyLargeObjectsSql } from '../../postgres/copySql.ts';
import { lostConnection } from '../../postgres/databaseError.ts';
import { quoteIdent, quoteLiteral } from '../../postgres/identifier.ts';
import type { LargeObjectsItem, RowsDigest } from '../../repository/contents.ts';
import { inTransaction } from '../build/definitions.ts';
import type { RestoreRequest } from '../request.ts';
import type { RestoreTask } from '../task/task.ts';

export interface LargeObjectContext {
  readonly blobs: BlobReader;
  readonly encoding: string;
  readonly request: RestoreRequest;
  readonly task: RestoreTask;
  /** OIDs that are taken in the target. */
  readonly taken: ReadonlySet<number>;
}

/** Some of an item's large objects, and the temporary table that holds their slices. */
interface Batch {
  readonly item: LargeObjectsItem;
  readonly oids: readonly number[];
  readonly slices: string;
}

/**
 * Creates the large objects whose OID is free, with content, owner, privileges and comment, and proves them. Those whose OID
 * is taken stay as they are; with `replace` their content is only brought into the session, and what is returned replaces
 * them: it belongs into the transaction in which the tables that point to them are replaced.
 */
export async function restoreLargeObjects(
  client: pg.Client,
  items: readonly LargeObjectsItem[],
  context: LargeObjectContext,
): Promise<(() => Promise<void>) | undefined> {
  if (items.length === 0) return undefined;
  try {
    await stageMetadata(client, items, context);
    const data = items.filter(({ part }) => part === 'data');
    for (const item of data) await createFree(client, item, context);
    const taken = context.request.conflict === 'replace' ? await stageTaken(client, data, context) : [];
    return taken.length === 0 ? undefined : () => replaceTaken(client, taken, context);
  } catch (thrown) {
    throw largeObjectError(thrown);
  }
}

const metadataTable = 'pg_temp.pgstow_large_objects';

async function stageMetadata(
  client: pg.Client,
  items: readonly LargeObjectsItem[],
  context: LargeObjectContext,
): Promise<void> {
  await client.query(
    `CREATE TEMPORARY TABLE ${metadataTable} (oid oid PRIMARY KEY, owner text, acl json, comment text)`,
  );
  for (const item of items) if (item.part === 'metadata') await stage(client, metadataTable, item, context);
}

/** In one transaction with the note of how to remove them: a killed restore leaves none empty, and none unnoted. */
async function createFree(client: pg.Client, item: LargeObjectsItem, context: LargeObjectContext): Promise<void> {
  const oids = item.oids.filter((oid) => !context.taken.has(oid));
  if (oids.every((oid) => context.task.largeObjects.has(oid))) return;
  const slices = 'pg_temp.pgstow_slices';
  await inTransaction(client, async () => {
    await client.query(`CREATE TEMPORARY TABLE ${slices} (oid oid, at int8, data bytea) ON COMMIT DROP`);
    await stage(client, slices, item, context);
    await write(client, { item, oids, slices }, context);
    await context.task.noteLargeObjects(client, oids);
  });
}

/** Nothing is read from the repository while the swap keeps readers out. */
async function stageTaken(
  client: pg.Client,
  items: readonly LargeObjectsItem[],
  context: LargeObjectContext,
): Promise<Batch[]> {
  const slices = 'pg_temp.pgstow_taken_slices';
  const batches = items
    .map((item) => ({ item, oids: item.oids.filter((oid) => context.taken.has(oid)), slices }))
    .filter(({ oids }) => oids.length > 0);
  if (batches.length === 0) return [];
  await client.query(`CREATE TEMPORARY TABLE ${slices} (oid oid, at int8, data bytea)`);
  for (const { item } of batches) await stage(client, slices, item, context);
  await client.query(`CREATE INDEX ON ${slices} (oid, at); ANALYZE ${slices}`);
  return batches;
}

async function replaceTaken(client: pg.Client, batches: readonly Batch[], context: LargeObjectContext): Promise<void> {
  try {
    for (const batch of batches) {
      await client.query(
        'SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata WHERE oid = ANY($1::oid[])',
        [batch.oids],
      );
      await write(client, batch, context);
    }
  } catch (thrown) {
    throw largeObjectError(thrown, '; nothing was replaced');
  }
}

/** Privileges last, as pg_restore has it: who gives an object away may no longer write to it or read it back. */
async function write(client: pg.Client, batch: Batch, { encoding, request }: LargeObjectContext): Promise<void> {
  const { item, oids, slices } = batch;
  await client.query('SELECT pg_catalog.lo_create(oid) FROM pg_catalog.unnest($1::oid[]) AS o(oid)', [oids]);
  await client.query(
    `SELECT pg_catalog.lo_put(oid, at, data) FROM ${slices} WHERE oid = ANY($1::oid[]) ORDER BY oid, at`,
    [oids],
  );
  const found = await copyOut(client, copyLargeObjectsSql(oids, encoding), () => {});
  const expected = oids.length === item.oids.length ? item : await digestStaged(client, batch, encoding);
  if (found.rows !== expected.rows || found.hash !== expected.hash) throw unproved(oids, found, expected);
  const { rows } = await client.query<Metadata>(
    `SELECT oid::int8::float8 AS oid, owner, acl, comment, current_user::text AS me FROM ${metadataTable}
      WHERE oid = ANY($1::oid[]) ORDER BY oid`,
    [oids],
  );
  const statements = rows.flatMap((row) => describe(row, request));
  if (statements.length > 0) await client.query(statements.join(';\n'));
}

/** The digest of an item is of all its large objects together: where some are not written, of the set's rows of the others. */
function digestStaged(client: pg.Client, { oids, slices }: Batch, encoding: string): Promise<RowsDigest> {
  const rows = `SELECT oid, at, data FROM ${slices} WHERE oid IN (${oids.join(', ')}) ORDER BY oid, at`;
  return copyOut(client, `COPY (${rows}) TO STDOUT WITH (ENCODING ${quoteLiteral(encoding)})`, () => {});
}

interface Metadata {
  readonly oid: number;
  readonly owner: string;
  readonly acl: readonly Privilege[] | null;
  readonly comment: string | null;
  /** The restoring role. */
  readonly me: string;
}

interface Privilege {
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

function describe({ oid, owner, acl, comment, me }: Metadata, request: RestoreRequest): string[] {
  const object = `LARGE OBJECT ${oid}`;
  const newOwner = request.owner ? mapRole(owner, request) : me;
  const granteeOf = (name: string) => {
    if (name === '') return 'PUBLIC';
    return quoteIdent(name === owner ? newOwner : mapRole(name, request));
  };
  const grants = (acl ?? []).map(
    ({ grantee, privilege, grantable }) =>
      `GRANT ${privilege} ON ${object} TO ${granteeOf(grantee)}${grantable ? ' WITH GRANT OPTION' : ''}`,
  );
  return [
    ...(comment === null ? [] : [`COMMENT ON ${object} IS ${quoteLiteral(comment)}`]),
    ...(newOwner === me ? [] : [`ALTER ${object} OWNER TO ${quoteIdent(newOwner)}`]),
    // an owner has all privileges until some are given to anyone: then those count that are listed
    ...(request.acl && acl !== null ? [`REVOKE ALL ON ${object} FROM ${quoteIdent(newOwner)}`, ...grants] : []),
  ];
}

/** Brings an item's rows into a temporary table of the target, where SQL can use them. */
async function stage(
  client: pg.Client,
  table: string,
  item: LargeObjectsItem,
  { blobs, encoding }: LargeObjectContext,
): Promise<void> {
  const sql = `COPY ${table} FROM STDIN WITH (ENCODING ${quoteLiteral(encoding)})`;
  await copyIn(client, sql, blobs.content(item.pieces));
}

function unproved(oids: readonly number[], found: RowsDigest, expected: RowsDigest): PgstowError {
  return new PgstowError(
    'verification',
    `large objects ${oids[0]} to ${oids.at(-1)}: the target holds ${found.rows} slices with hash ${found.hash}, the set ${expected.rows} with hash ${expected.hash}`,
    { hint: 'did somebody write to them meanwhile? otherwise report this: the restore is not to be trusted' },
  );
}

function largeObjectError(thrown: unknown, outcome = ''): unknown {
  if (thrown instanceof PgstowError) return thrown;
  const lost = lostConnection(thrown, 'cannot restore large objects');
  if (lost) return lost;
  const { code = '' } = thrown as { code?: string };
  const hints: Record<string, string> = {
    '23505': 'somebody has created one of that number meanwhile: run the restore again',
    '42501': 'restore as their owner or as a superuser, or use --no-owner and --no-acl',
    '42704': 'create the role first, map it with --map-role OLD=NEW, or use --no-owner and --no-acl',
    '53100': 'the target ran out of disk space: make room and run the restore again',
    '53200': 'raise max_locks_per_transaction in the target',
  };
  return new PgstowError(
    code === '42501' ? 'privilege' : 'database',
    `cannot restore large objects: ${messageOf(thrown)}`,
    {
      hint: `${hints[code] ?? 'run the restore again when the cause is mended; it starts over by itself'}${outcome}`,
      cause: thrown,
    },
  );
}
