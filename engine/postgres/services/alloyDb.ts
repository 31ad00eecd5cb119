import { hasRole, type ManagedService, nothingOwned } from './managedService.ts';

/** https://cloud.google.com/alloydb/docs/database-users/about */
export const alloyDb: ManagedService = {
  name: 'AlloyDB',
  sign: hasRole('alloydbsuperuser'),
  administrators: { roles: ['alloydbsuperuser'], create: ['EXTENSION'] },
  own: { ...nothingOwned, roles: ['alloydbsuperuser', 'alloydbadmin', 'alloydbimportexport'] },
};
