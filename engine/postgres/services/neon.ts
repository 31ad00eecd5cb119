import { allTables, hasRole, type ManagedService, nothingOwned } from './managedService.ts';

/**
 * https://neon.com/docs/manage/roles#the-neonsuperuser-role; publications of all tables:
 * https://github.com/neondatabase/postgres/pull/676
 */
export const neon: ManagedService = {
  name: 'Neon',
  sign: hasRole('neon_superuser'),
  administrators: { roles: ['neon_superuser'], create: ['EXTENSION', 'SUBSCRIPTION', allTables] },
  own: {
    ...nothingOwned,
    roles: ['cloud_admin', 'neon_superuser'],
    schemas: ['neon_migration'],
    extensions: ['neon', 'neon_utils'],
  },
};
