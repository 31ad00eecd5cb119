import type pg from 'pg';
import type { RestorePlan } from './preview.ts';
import type { RestoreRequest } from './request.ts';
import type { TargetCatalog } from './targetCatalog.ts';

/**
 * Before PostgreSQL 15 everybody may create objects in the schema `public` of a new database; what pg_dump writes of its
 * privileges are the differences from what they are since then: https://www.postgresql.org/docs/release/15.0/
 */
export async function closePublicSchema(
  client: pg.Client,
  { acl }: RestoreRequest,
  { everything }: RestorePlan,
  { facts, superuser }: TargetCatalog,
): Promise<void> {
  if (!everything || !acl || !superuser || facts.versionNumber >= 150000) return;
  await client.query(`DO $do$BEGIN
    IF pg_catalog.to_regnamespace('public') IS NOT NULL THEN REVOKE CREATE ON SCHEMA public FROM PUBLIC; END IF; END$do$`);
}
