import { allTables, hasRole, type ManagedService, nothingOwned } from './managedService.ts';

/** https://cloud.google.com/sql/docs/postgres/users */
export const cloudSql: ManagedService = {
  name: 'Cloud SQL',
  sign: hasRole('cloudsqlsuperuser'),
  administrators: {
    roles: ['cloudsqlsuperuser'],
    create: ['EXTENSION', 'EVENT TRIGGER', 'SUBSCRIPTION', allTables],
  },
  own: {
    ...nothingOwned,
    roles: [
      ...['cloudsqladmin', 'cloudsqlagent', 'cloudsqlconnpooladmin', 'cloudsqliamserviceaccount', 'cloudsqliamuser'],
      ...[
        'cloudsqlimportexport',
        'cloudsqlinactiveuser',
        'cloudsqlobservabilityadmin',
        'cloudsqlreplica',
        'cloudsqlsuperuser',
      ],
    ],
    extensions: ['google_ml_integration', 'google_vacuum_mgmt'],
  },
};
