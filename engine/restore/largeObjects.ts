import type pg from 'pg';
import { PgstowError } from '../errors.ts';
import type { BlobReader } from '../pipe/blobReader.ts';
import { copyIn } from '../postgres/copyIn.ts';
import { copyOut } from '../postgres/copyOut.ts';
import { copyLargeObjectsSql } from '../postgres/copySql.ts';
import { quoteIdent, quoteLiteral } from '../postgres/identifier.ts';
import type { LargeObjectsItem } from '../repository/contents.ts';
import { inTransaction } from './definitions.ts';
import type { RestoreRequest } from './request.ts';
import { mapRole } from './roles.ts';
import type { RestoreTask } from './task.ts';

export interface LargeObjectContext {
  readonly blobs: BlobReader;
  readonly encoding: string;
  readonly request: RestoreRequest;
  readonly task: RestoreTask;
  /** OIDs that are taken in the target. */
  readonly taken: ReadonlySet<number>;
}

/** Creates the large objects with their owners, privileges and comments, writes their content and proves it. */
export async function restoreLargeObjects(
  client: pg.Client,
  items: readonly LargeObjectsItem[],
  context: LargeObjectContext,
): Promise<void> {
  for (const item of items) {
    if (item.part === 'metadata') await createLargeObjects(client, item, context);
  }
  for (const item of items) {
    if (item.part === 'data') await writeLargeObjects(client, item, context);
  }
}

interface Privilege {
  readonly grantee: string;
  readonly privilege: string;
  readonly grantable: boolean;
}

async function createLargeObjects(
  client: pg.Client,
  item: LargeObjectsItem,
  context: LargeObjectContext,
): Promise<void> {
  await inTransaction(client, async () => {
    await stage(client, 'oid oid, owner text, acl json, comment text', item, context);
    const { rows } = await client.query(
      'SELECT oid::int8::float8 AS oid, owner, acl, comment FROM pg_temp.pgstow_stage ORDER BY oid',
    );
    const fresh = rows.filter((row) => !keepsExisting(row.oid, context));
    for (const { oid, owner, acl, comment } of fresh) {
      if (context.taken.has(oid)) await client.query(`SELECT pg_catalog.lo_unlink(${oid})`);
      const statements = [
        `SELECT pg_catalog.lo_create(${oid})`,
        ...describe(oid, owner, acl, comment, context.request),
      ];
      await client.query(statements.join(';\n'));
    }
    await context.task.noteCreated(
      client,
      fresh.map(
        ({ oid }) => `SELECT pg_catalog.lo_unlink(oid) FROM pg_catalog.pg_largeobject_metadata WHERE oid = ${oid}`,
      ),
    );
  });
}

function keepsExisting(oid: number, { taken, request }: LargeObjectContext): boolean {
  return taken.has(oid) && request.conflict !== 'replace';
}

function describe(
  oid: number,
  owner: string,
  acl: Privilege[] | null,
  comment: string | null,
  request: RestoreRequest,
): string[] {
  const object = `LARGE OBJECT ${oid}`;
  const grants = (acl ?? []).map(({ grantee, privilege, grantable }) => {
    const to = grantee === '' ? 'PUBLIC' : quoteIdent(mapRole(grantee, request));
    return `GRANT ${privilege} ON ${object} TO ${to}${grantable ? ' WITH GRANT OPTION' : ''}`;
  });
  const ownersOwn = (acl ?? []).some(({ grantee }) => grantee === owner);
  return [
    ...(comment === null ? [] : [`COMMENT ON ${object} IS ${quoteLiteral(comment)}`]),
    ...(request.acl && acl !== null && !ownersOwn ? [`REVOKE ALL ON ${object} FROM CURRENT_USER`] : []),
    ...(request.acl ? grants.filter((_, i) => acl?.[i]?.grantee !== owner) : []),
    ...(request.owner ? [`ALTER ${object} OWNER TO ${quoteIdent(mapRole(owner, request))}`] : []),
  ];
}

async function writeLargeObjects(
  client: pg.Client,
  item: LargeObjectsItem,
  context: LargeObjectContext,
): Promise<void> {
  const oids = item.oids.filter((oid) => !keepsExisting(oid, context));
  if (oids.length === 0) return;
  await inTransaction(client, async () => {
    await stage(client, 'oid oid, at int8, data bytea', item, context);
    await client.query(
      'SELECT pg_catalog.lo_put(oid, at, data) FROM pg_temp.pgstow_stage WHERE oid = ANY($1::oid[]) ORDER BY oid, at',
      [oids],
    );
    if (oids.length < item.oids.length) return; // the digest is of all of them together
    const found = await copyOut(client, copyLargeObjectsSql(item.oids, context.encoding), () => {});
    if (found.rows !== item.rows || found.hash !== item.hash) throw unproved(item, found);
  });
}

/** Brings an item's rows into a temporary table of the target, where SQL can use them. */
async function stage(
  client: pg.Client,
  columns: string,
  item: LargeObjectsItem,
  { blobs, encoding }: LargeObjectContext,
): Promise<void> {
  await client.query(`CREATE TEMPORARY TABLE pgstow_stage (${columns}) ON COMMIT DROP`);
  await copyIn(
    client,
    `COPY pg_temp.pgstow_stage FROM STDIN WITH (ENCODING ${quoteLiteral(encoding)})`,
    blobs.content(item.pieces),
  );
}

function unproved(item: LargeObjectsItem, found: { rows: number; hash: string }): PgstowError {
  return new PgstowError(
    'verification',
    `large objects ${item.oids[0]} to ${item.oids.at(-1)}: the target holds ${found.rows} slices with hash ${found.hash}, the set ${item.rows} with hash ${item.hash}`,
    { hint: 'did somebody write to them meanwhile? otherwise report this: the restore is not to be trusted' },
  );
}
