import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { oneLine } from './oneLine.ts';

/** Where a secret or a certificate is kept on the machine that runs the plan. */
export const reference = z
  .union([
    z.strictObject({
      env: z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
        .describe('Name of an environment variable.'),
    }),
    z.strictObject({
      file: z.string().min(1).describe('Path of a file; a relative one starts at the working directory of the run.'),
    }),
  ])
  .register(allowedValues, { allowed: '{ env: NAME } or { file: PATH }' });

/** AWS's name of a region. */
export const regionOfAws = z
  .string()
  .regex(/^[a-z]{2,}(?:-[a-z]+)+-\d+$/)
  .register(allowedValues, { allowed: 'the name of a region, such as eu-central-1' });

const awsRegion = regionOfAws
  .describe("AWS's name of a region. Default: that of the ARN or of the environment (AWS_REGION).")
  .meta({ examples: ['eu-central-1'] });

const awsSecret = z.strictObject({
  awsSecret: oneLine.describe('Name or ARN of a secret in AWS Secrets Manager.'),
  key: oneLine.optional().describe('Field of the secret, where that is a JSON object.'),
  region: awsRegion.optional(),
});

const ssmParameter = z.strictObject({
  ssmParameter: oneLine.describe('Name or ARN of a parameter in AWS Systems Manager Parameter Store.'),
  region: awsRegion.optional(),
});

/** Where a secret is kept that is in no plan: on the machine that runs the plan, or at AWS. */
export const keptReference = z.union([...reference.options, awsSecret, ssmParameter]).register(allowedValues, {
  allowed: '{ env: NAME }, { file: PATH }, { awsSecret: NAME, key: FIELD } or { ssmParameter: NAME }',
});

export type KeptReference = z.output<typeof keptReference>;

/** A public key used once, nonce and tag take 60 bytes, which are 80 characters. */
const sealedText = z.base64().min(84);

/** Where the password of a source is, or what is to be sealed or is sealed already. */
export const passwordReference = z
  .union([
    ...reference.options,
    awsSecret,
    ssmParameter,
    z.strictObject({
      rdsIam: z
        .strictObject({ region: awsRegion.optional() })
        .describe('A token of IAM authentication of Amazon RDS, made anew for every connection.'),
    }),
    z.strictObject({
      value: z
        .string()
        .min(1)
        .describe(
          'The password itself. It is sealed to the public key of the repository before anything is stored or shown, and can only be read by who has the key of the repository.',
        ),
    }),
    z.strictObject({
      sealed: sealedText.describe(
        'A password that was sealed, as pgstow plan show prints it. It belongs to this plan alone.',
      ),
    }),
  ])
  .register(allowedValues, {
    allowed:
      '{ env: NAME }, { file: PATH }, { awsSecret: NAME, key: FIELD }, { ssmParameter: NAME }, { rdsIam: { region: REGION } }, ' +
      'or { value: "PASSWORD" }, in quotes, which is sealed when the plan is applied',
  });
