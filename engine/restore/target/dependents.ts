import type pg from 'pg';
import { goneParameters, type ObjectAddress, withGone } from './catalogObjects.ts';

/** Something in the target that uses a relation, or a sequence or type that comes and goes with it. */
export interface Dependent {
  /** As a person would name it, such as `view app.v1` or `foreign key k of app.t`. */
  readonly what: string;
  /** The relation that it is or belongs to, as {@link relationKey} spells it; null for a function and the like. */
  readonly relation: string | null;
}

export function relationKey(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

/**
 * What uses each relation, by the relation's key. Such things are bound to the relation itself and not to its name: another
 * one of that name is not theirs. What is `absent` uses nothing. https://www.postgresql.org/docs/current/catalog-pg-depend.html
 */
export async function readDependents(
  client: pg.Client,
  absent: readonly ObjectAddress[] = [],
): Promise<Map<string, Dependent[]>> {
  const { rows } = await client.query(dependentsSql, goneParameters(absent));
  const dependents = new Map<string, Dependent[]>();
  for (const { schema, name, what, userSchema, userName } of rows) {
    const key = relationKey(schema, name);
    const relation = userName === null ? null : relationKey(userSchema, userName);
    dependents.set(key, [...(dependents.get(key) ?? []), { what, relation }]);
  }
  return dependents;
}

const dependentsSql = `${withGone},
  part(relation, classid, objid) AS ( -- what comes and goes with a relation
    SELECT oid, 'pg_catalog.pg_class'::pg_catalog.regclass, oid FROM pg_catalog.pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL SELECT typrelid, 'pg_catalog.pg_type'::pg_catalog.regclass, pg_catalog.unnest(ARRAY[oid, typarray]) FROM pg_catalog.pg_type WHERE typrelid <> 0
    UNION ALL SELECT d.refobjid, d.classid, d.objid FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
               WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i')
  )
  SELECT DISTINCT n.nspname AS schema, c.relname AS name, un.nspname AS "userSchema",
         CASE WHEN b.oid IS NULL THEN u.relname::text ELSE bp.pubname || ' ' || u.relname END AS "userName", -- as pg_dump names it
         CASE WHEN k.contype = 'f' THEN pg_catalog.format('foreign key %s of %s.%s', k.conname, un.nspname, u.relname)
              WHEN b.oid IS NOT NULL THEN pg_catalog.format('publication %s', bp.pubname)
              WHEN r.oid IS NOT NULL AND u.relkind = 'v' THEN pg_catalog.format('view %s.%s', un.nspname, u.relname)
              WHEN r.oid IS NOT NULL AND u.relkind = 'm' THEN pg_catalog.format('materialized view %s.%s', un.nspname, u.relname)
              ELSE (SELECT o.type || ' ' || o.identity FROM pg_catalog.pg_identify_object(d.classid, d.objid, d.objsubid) o) END AS what
    FROM part p
    JOIN pg_catalog.pg_class c ON c.oid = p.relation AND c.relkind <> 'c'
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    JOIN pg_catalog.pg_depend d ON d.refclassid = p.classid AND d.refobjid = p.objid AND d.deptype IN ('n', 'a')
    LEFT JOIN pg_catalog.pg_rewrite r ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND r.oid = d.objid
    LEFT JOIN pg_catalog.pg_constraint k ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid
    LEFT JOIN pg_catalog.pg_attrdef f ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND f.oid = d.objid
    LEFT JOIN pg_catalog.pg_policy y ON d.classid = 'pg_catalog.pg_policy'::pg_catalog.regclass AND y.oid = d.objid
    LEFT JOIN pg_catalog.pg_trigger g ON d.classid = 'pg_catalog.pg_trigger'::pg_catalog.regclass AND g.oid = d.objid
    LEFT JOIN pg_catalog.pg_statistic_ext s ON d.classid = 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass AND s.oid = d.objid
    LEFT JOIN pg_catalog.pg_publication_rel b ON d.classid = 'pg_catalog.pg_publication_rel'::pg_catalog.regclass AND b.oid = d.objid
    LEFT JOIN pg_catalog.pg_publication bp ON bp.oid = b.prpubid
    LEFT JOIN pg_catalog.pg_index i ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.indexrelid = d.objid
    LEFT JOIN pg_catalog.pg_class u ON u.oid = COALESCE(r.ev_class, NULLIF(k.conrelid, 0), f.adrelid, y.polrelid, g.tgrelid, s.stxrelid, b.prrelid, i.indrelid,
                                             CASE WHEN d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass THEN d.objid END)
    LEFT JOIN pg_catalog.pg_namespace un ON un.oid = u.relnamespace
   WHERE NOT EXISTS (SELECT FROM gone g WHERE g.classid = d.classid AND g.objid = d.objid)
     AND (u.oid IS DISTINCT FROM c.oid OR b.oid IS NOT NULL) AND COALESCE(k.conparentid, 0) = 0
     AND (d.deptype = 'n' OR b.oid IS NOT NULL OR (u.relispartition AND d.objid = u.oid)) -- a partition is dropped along with its parent
   ORDER BY 1, 2, 5`;
