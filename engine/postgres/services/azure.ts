import { hasRole, type ManagedService, nothingOwned } from './managedService.ts';

/** https://learn.microsoft.com/en-us/azure/postgresql/flexible-server/how-to-create-users; extensions: …/concepts-extensions */
export const azure: ManagedService = {
  name: 'Azure Database for PostgreSQL',
  sign: hasRole('azure_pg_admin'),
  administrators: { roles: ['azure_pg_admin'], create: ['EXTENSION'], extensionsSetting: 'azure.extensions' },
  own: { ...nothingOwned, roles: ['azure_pg_admin', 'azuresu'] },
};
