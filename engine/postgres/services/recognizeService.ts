import type pg from 'pg';
import { alloyDb } from './alloyDb.ts';
import { amazonAurora } from './amazonAurora.ts';
import { amazonRds } from './amazonRds.ts';
import { apsaraDb } from './apsaraDb.ts';
import { azure } from './azure.ts';
import { cloudSql } from './cloudSql.ts';
import type { ManagedService } from './managedService.ts';
import { neon } from './neon.ts';
import { polarDb } from './polarDb.ts';
import { supabase } from './supabase.ts';

/** All that are known; of those whose sign is there the first is meant. */
export const services: readonly ManagedService[] = [
  amazonAurora,
  amazonRds,
  cloudSql,
  alloyDb,
  azure,
  supabase,
  neon,
  polarDb,
  apsaraDb,
];

/** A service, as it is met by a role. */
export interface RecognizedService extends ManagedService {
  /** Whether the role is one of its administrators. */
  readonly administers: boolean;
  /** The extensions that they may create; undefined where that is not limited. */
  readonly extensions: ReadonlySet<string> | undefined;
}

/**
 * The service that runs the server, by what the server itself shows; undefined for one that is not known, or nobody's. A superuser is
 * nobody's with a service: who restores as one has roles of those names alone, made for what a set grants to them.
 */
export async function recognizeService(client: pg.Client): Promise<RecognizedService | undefined> {
  const { rows } = await client.query(
    `SELECT ARRAY[${services.map(({ sign }) => sign).join(', ')}] AS signs, pg_catalog.current_setting('is_superuser')::bool AS superuser`,
  );
  const service = services.find((_, i) => rows[0].signs[i]);
  if (!service || rows[0].superuser) return undefined;
  const { roles, roleSetting, extensionsSetting } = service.administrators;
  const met = await client.query(
    `SELECT EXISTS (SELECT FROM pg_catalog.pg_roles
                     WHERE (rolname = ANY ($1) OR rolname = pg_catalog.current_setting($2, true)) AND pg_catalog.pg_has_role(oid, 'MEMBER')) AS administers,
            pg_catalog.current_setting($3, true) AS extensions`,
    [roles, roleSetting ?? 'pgstow.none', extensionsSetting ?? 'pgstow.none'],
  );
  return { ...service, administers: met.rows[0].administers, extensions: listed(met.rows[0].extensions) };
}

function listed(names: string | null): ReadonlySet<string> | undefined {
  const found = (names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return found.length === 0 || found.includes('*') ? undefined : new Set(found);
}
