import { hasRole, type ManagedService, nothingOwned } from './managedService.ts';

/**
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.FeatureSupport.EventTriggers.html,
 * and of `rds.extensions` …/PostgreSQL.Concepts.General.FeatureSupport.html
 */
export const amazonRds: ManagedService = {
  name: 'Amazon RDS',
  sign: hasRole('rds_superuser'),
  administrators: {
    roles: ['rds_superuser'],
    create: ['EXTENSION', 'EVENT TRIGGER'],
    extensionsSetting: 'rds.extensions',
  },
  own: {
    ...nothingOwned,
    roles: [
      ...['rdsadmin', 'rds_superuser', 'rds_ad', 'rds_extension', 'rds_iam', 'rds_password', 'rds_replication'],
      ...['rds_reserved', 'rdsproxyadmin', 'rdsrepladmin', 'rdstopmgr', 'rdswriteforwarduser'],
    ],
    extensions: ['aws_commons', 'aws_lambda', 'aws_ml', 'aws_s3', 'rds_tools'],
  },
};
