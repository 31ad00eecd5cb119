import type pg from 'pg';
import type { RestorePlan } from '../preview/preview.ts';
import type { RestoreRequest } from '../request.ts';
import { goneParameters, type ObjectAddress, withGone } from './catalogObjects.ts';
import type { TargetCatalog } from './targetCatalog.ts';

/**
 * Whether somebody has made something in `public`, besides what extensions bring and the objects at `absent`: then the schema's
 * privileges and comment are what they are to be, and stay.
 */
export async function isPublicInUse(client: pg.Client, absent: readonly ObjectAddress[]): Promise<boolean> {
  const { rows } = await client.query(
    `${withGone} SELECT EXISTS (
       SELECT FROM (SELECT tableoid, oid FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.to_regnamespace('public') AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
                    UNION ALL SELECT tableoid, oid FROM pg_catalog.pg_proc WHERE pronamespace = pg_catalog.to_regnamespace('public')) o
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = o.tableoid AND d.objid = o.oid AND d.deptype = 'e')
          AND NOT EXISTS (SELECT FROM gone g WHERE g.classid = o.tableoid AND g.objid = o.oid)) AS used`,
    goneParameters(absent),
  );
  return rows[0].used;
}

/**
 * Before PostgreSQL 15 everybody may create objects in the schema `public` of a new database; what pg_dump writes of its
 * privileges are the differences from what they are since then: https://www.postgresql.org/docs/release/15.0/
 */
export async function closePublicSchema(
  client: pg.Client,
  { acl }: RestoreRequest,
  { everything }: RestorePlan,
  { facts, superuser, publicInUse }: TargetCatalog,
): Promise<void> {
  if (!everything || !acl || !superuser || publicInUse || facts.versionNumber >= 150000) return;
  await client.query(`DO $do$BEGIN
    IF pg_catalog.to_regnamespace('public') IS NOT NULL THEN REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF; END$do$`);
}
