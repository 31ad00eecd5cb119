/** A publication by itself: what is in it is said by entries of their own. https://www.postgresql.org/docs/current/sql-createpublication.html */
export const publicationSql = `
  SELECT p.oid, pg_catalog.format('CREATE PUBLICATION %I%s WITH (publish = %L%s%s)', p.pubname, CASE WHEN p.puballtables THEN ' FOR ALL TABLES' END,
           pg_catalog.concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END, CASE WHEN p.pubdelete THEN 'delete' END,
                                CASE WHEN p.pubtruncate THEN 'truncate' END),
           CASE WHEN (pg_catalog.to_jsonb(p) ->> 'pubviaroot')::bool THEN ', publish_via_partition_root = true' END, -- since 13
           CASE WHEN pg_catalog.to_jsonb(p) ->> 'pubgencols' = 's' THEN ', publish_generated_columns = stored' END) AS sql -- since 18
    FROM pg_catalog.pg_publication p`;
