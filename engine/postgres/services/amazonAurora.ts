import { amazonRds } from './amazonRds.ts';
import type { ManagedService } from './managedService.ts';

/** RDS in most: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.VersionPolicy.Versioning.html has `aurora_version()` */
export const amazonAurora: ManagedService = {
  ...amazonRds,
  name: 'Amazon Aurora',
  sign: "pg_catalog.to_regproc('aurora_version') IS NOT NULL",
  own: { ...amazonRds.own, extensions: [...amazonRds.own.extensions, 'apg_plan_mgmt', 'aurora_stat_utils'] },
};
