import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { regionOfAws } from './referenceSchema.ts';

const awsId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/)
  .register(allowedValues, { allowed: 'the identifier of a DB instance or of an Aurora cluster, such as orders-db' });

const alibabaRegion = z
  .string()
  .regex(/^[a-z]{2,}(?:-[a-z0-9]+)+$/)
  .register(allowedValues, { allowed: 'the id of a region, such as eu-central-1 or cn-hangzhou' });

const alibabaId = (example: string) =>
  z
    .string()
    .regex(/^[a-z]{2,}-[a-z0-9]+$/)
    .register(allowedValues, { allowed: `an id such as ${example}` });

const network = z
  .enum(['private', 'public'])
  .register(allowedValues, { allowed: 'private or public' })
  .default('private')
  .describe('Which of its addresses to take: that in its VPC, or the public one.');

/** A managed server by the name that its provider has for it; host and port are asked for when the plan runs. */
export const instance = z
  .strictObject({
    awsRds: z
      .strictObject({
        region: regionOfAws.describe('Its region.').meta({ examples: ['eu-central-1'] }),
        id: awsId.describe('Identifier of a DB instance, or of an Aurora cluster.').meta({ examples: ['orders-db'] }),
      })
      .register(allowedValues, { allowed: '{ region: REGION, id: NAME }' })
      .optional()
      .describe('Amazon RDS or Aurora. Takes rds:DescribeDBInstances, and rds:DescribeDBClusters for a cluster.'),
    alibabaRds: z
      .strictObject({
        region: alibabaRegion.describe('Its region.').meta({ examples: ['eu-central-1', 'cn-hangzhou'] }),
        id: alibabaId('pgm-bp1xxxxxxxxxxxxx')
          .describe('Id of the instance.')
          .meta({ examples: ['pgm-bp1a2b3c4d5e6f7g'] }),
        network,
      })
      .register(allowedValues, { allowed: '{ region: REGION, id: ID, network: private }' })
      .optional()
      .describe('ApsaraDB RDS of Alibaba Cloud. Takes rds:DescribeDBInstanceNetInfo.'),
    alibabaPolardb: z
      .strictObject({
        region: alibabaRegion.describe('Its region.').meta({ examples: ['eu-central-1', 'cn-hangzhou'] }),
        id: alibabaId('pc-bp1xxxxxxxxxxxxx')
          .describe('Id of the cluster.')
          .meta({ examples: ['pc-bp1a2b3c4d5e6f7g'] }),
        network,
      })
      .register(allowedValues, { allowed: '{ region: REGION, id: ID, network: private }' })
      .optional()
      .describe('PolarDB of Alibaba Cloud. Takes polardb:DescribeDBClusterEndpoints.'),
  })
  .refine((kinds) => Object.values(kinds).filter((kind) => kind !== undefined).length === 1, {
    error: 'give one of awsRds, alibabaRds and alibabaPolardb',
  })
  .register(allowedValues, { allowed: '{ awsRds: { region: REGION, id: NAME } }, or alibabaRds or alibabaPolardb' });

export type PlanInstance = z.output<typeof instance>;
