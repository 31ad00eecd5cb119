/** What has to be known of single catalogs to compare them between two databases. */

/** Catalogs that hold statistics, data, or what other parts of the oracle describe. */
export const notCompared = new Set([
  'pg_statistic',
  'pg_statistic_ext_data',
  'pg_largeobject', // content
  'pg_depend', // dependencies
  'pg_description', // comments
  'pg_init_privs', // privileges of system objects
  'pg_enum', // labels
  'pg_seclabel', // needs a provider
]);

/** Shared catalogs, and the condition for rows that belong to the connected database. */
export const ownRows: Readonly<Record<string, string>> = {
  pg_database: 't.datname = current_database()',
  pg_db_role_setting: 't.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())',
  pg_subscription: 't.subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())',
};

/** Rows that PostgreSQL makes for itself, under names with numbers in them. */
export const rowsLeftOut: Readonly<Record<string, string>> = {
  pg_trigger: 't.tgisinternal',
  pg_attribute: 't.attisdropped OR t.attnum < 0',
  pg_namespace: "t.nspname ~ '^pg_(toast_)?temp_'", // stay when a session that used temporary tables ends
};

/** Columns that say how the server stores a thing, or which hints it has, not what it is. */
export const columnsLeftOut: Readonly<Record<string, readonly string[]>> = {
  pg_class: [
    ...[
      'relfilenode',
      'relpages',
      'reltuples',
      'relallvisible',
      'relallfrozen',
      'relrewrite',
      'relfrozenxid',
      'relminmxid',
    ],
    ...['relhasindex', 'relhasrules', 'relhastriggers', 'relhassubclass'], // may stay true when the last one is gone
    'relnatts', // counts dropped columns
    'reltoastrelid', // its options are compared
  ],
  // [][] and [] are the same type, and pg_dump writes the latter
  pg_attribute: ['attnum', 'attcacheoff', 'atthasmissing', 'attmissingval', 'attndims'],
  pg_type: ['typndims'],
  pg_index: ['indcheckxmin'],
  pg_constraint: ['connoinherit'], // meaningful for some kinds only, and those say it in their definition
  pg_collation: ['collversion'],
  pg_database: [...['datname', 'datfrozenxid', 'datminmxid', 'datcollversion', 'datlastsysoid', 'dathasloginevt']],
  pg_db_role_setting: ['setdatabase'],
  pg_subscription: ['subdbid', 'subskiplsn'],
  pg_subscription_rel: ['srsublsn'],
};

/** Stored expressions hold OIDs: they are compared as the SQL that the server prints for them. */
export const definitions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pg_attrdef: { expression: 'pg_get_expr(t.adbin, t.adrelid)' },
  pg_attribute: {
    type: 'format_type(t.atttypid, t.atttypmod)',
    position: `(SELECT count(*) FROM pg_attribute o
                WHERE o.attrelid = t.attrelid AND o.attnum BETWEEN 1 AND t.attnum AND NOT o.attisdropped)`,
  },
  pg_class: {
    bound: 'pg_get_expr(t.relpartbound, t.oid)',
    toastOptions: '(SELECT o.reloptions FROM pg_class o WHERE o.oid = t.reltoastrelid)',
  },
  pg_constraint: { definition: 'pg_get_constraintdef(t.oid)' },
  pg_index: { definition: 'pg_get_indexdef(t.indexrelid)' },
  pg_partitioned_table: { key: 'pg_get_partkeydef(t.partrelid)' },
  pg_policy: {
    using: 'pg_get_expr(t.polqual, t.polrelid)',
    check: 'pg_get_expr(t.polwithcheck, t.polrelid)',
  },
  pg_proc: {
    arguments: 'pg_get_function_arguments(t.oid)',
    body: 'pg_get_function_sqlbody(t.oid)',
  },
  pg_publication_rel: { where: 'pg_get_expr(t.prqual, t.prrelid)' },
  pg_rewrite: { definition: 'pg_get_ruledef(t.oid)' },
  pg_statistic_ext: { definition: 'pg_get_statisticsobjdef(t.oid)' },
  pg_trigger: { definition: 'pg_get_triggerdef(t.oid)' },
};

/** For each column with privileges: the kind of object as `acldefault` names it, and the owner's column. */
export const privileges: Readonly<Record<string, readonly [kind: string, owner: string]>> = {
  relacl: [`(CASE t.relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char"`, 'relowner'],
  proacl: [`'f'::"char"`, 'proowner'],
  nspacl: [`'n'::"char"`, 'nspowner'],
  typacl: [`'T'::"char"`, 'typowner'],
  lanacl: [`'l'::"char"`, 'lanowner'],
  fdwacl: [`'F'::"char"`, 'fdwowner'],
  srvacl: [`'S'::"char"`, 'srvowner'],
  datacl: [`'d'::"char"`, 'datdba'],
  lomacl: [`'L'::"char"`, 'lomowner'],
};
