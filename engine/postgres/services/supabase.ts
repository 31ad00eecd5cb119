import { allTables, hasRole, type ManagedService } from './managedService.ts';

/**
 * Roles, event triggers and schemas: https://github.com/supabase/postgres (migrations/db); that schemas are closed to others:
 * https://supabase.com/changelog/34270-restricting-access-on-auth-storage-and-realtime-schemas-on-april-21-2025; what the
 * privileged role may create: https://github.com/supabase/supautils
 */
export const supabase: ManagedService = {
  name: 'Supabase',
  sign: hasRole('supabase_admin'),
  administrators: {
    roles: ['supabase_privileged_role'],
    roleSetting: 'supautils.privileged_role',
    create: ['EXTENSION', 'EVENT TRIGGER', 'FOREIGN DATA WRAPPER', allTables],
    extensionsSetting: 'supautils.privileged_extensions',
  },
  own: {
    roles: [
      ...['anon', 'authenticated', 'authenticator', 'dashboard_user', 'pgbouncer', 'service_role', 'supabase_admin'],
      ...['supabase_auth_admin', 'supabase_etl_admin', 'supabase_functions_admin', 'supabase_privileged_role'],
      ...['supabase_read_only_user', 'supabase_realtime_admin', 'supabase_replication_admin', 'supabase_storage_admin'],
    ],
    schemas: [
      ...['_analytics', '_realtime', 'auth', 'graphql', 'graphql_public', 'pgbouncer', 'realtime', 'storage'],
      ...['supabase_functions', 'vault'],
    ],
    extensions: ['pg_graphql', 'supabase_vault', 'supautils'],
    eventTriggers: [
      ...['issue_graphql_placeholder', 'issue_pg_cron_access', 'issue_pg_graphql_access', 'issue_pg_net_access'],
      ...['pgrst_ddl_watch', 'pgrst_drop_watch'],
    ],
    publications: ['supabase_realtime', 'supabase_realtime_messages_publication'],
  },
};
