/** The schema in the target where a restore keeps its notes while it runs. It is gone when the restore is done. */
export const taskSchema = 'pgstow_restore';
/** Tables that will replace others are built in schemas with this prefix. */
export const asidePrefix = 'pgstow_restore_';

/**
 * Both as patterns of pg_dump. In a source they are what a killed restore left, or a running one needs: nobody's data, and
 * in the way of every later restore. https://www.postgresql.org/docs/current/app-psql.html#APP-PSQL-PATTERNS
 */
export const restoreSchemaPatterns: readonly string[] = [taskSchema, `${asidePrefix}(new|old)_[0-9]+`];

/** The same schemas as a condition upon `n.nspname`. */
export const isRestoreSchemaSql = `n.nspname ~ '^(${restoreSchemaPatterns.join('|')})$'`;
