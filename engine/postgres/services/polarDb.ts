import { allTables, hasRole, type ManagedService, nothingOwned } from './managedService.ts';

/**
 * https://www.alibabacloud.com/help/en/polardb/polardb-for-postgresql/account-permissions-1, and the accounts
 * …/polardb-for-postgresql/system-account-description
 */
export const polarDb: ManagedService = {
  name: 'PolarDB',
  sign: hasRole('polardb_admin'),
  administrators: {
    roles: ['polar_superuser'],
    create: ['EXTENSION', 'EVENT TRIGGER', 'FOREIGN DATA WRAPPER', 'SUBSCRIPTION', allTables],
  },
  own: {
    ...nothingOwned,
    roles: ['aurora', 'polar_gawr_admin', 'polar_gawr_user', 'polar_superuser', 'polardb_admin', 'replicator'],
  },
};
