/**
 * Backups of PostgreSQL in the CDK for Terraform: the provider's bindings, and some constructs above them.
 *
 * @module
 */
export { Backup, type BackupProps } from './backup.ts';
export * from './bindings/index.ts';
export { HealthCheck, type HealthCheckProps } from './healthCheck.ts';
export { NightlyBackup, type NightlyBackupProps } from './nightlyBackup.ts';
export { days, type Generations, Retention } from './retention.ts';
export { Schedule, type Times, type Weekday } from './schedule.ts';
export { SecretVariable } from './secretVariable.ts';
