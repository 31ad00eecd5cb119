import { hasRole, type ManagedService, nothingOwned } from './managedService.ts';

/** https://www.alibabacloud.com/help/en/rds/apsaradb-rds-for-postgresql/account-permissions-1 */
export const apsaraDb: ManagedService = {
  name: 'ApsaraDB RDS',
  sign: hasRole('pg_rds_superuser'),
  administrators: { roles: ['pg_rds_superuser'], create: ['EXTENSION'] },
  own: { ...nothingOwned, roles: ['aurora', 'pg_rds_superuser', 'replicator'] },
};
