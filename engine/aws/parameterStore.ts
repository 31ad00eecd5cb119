import { PgstowError } from '../errors.ts';
import { type Asked, ask } from './ask.ts';
import type { Aws } from './aws.ts';
import { regionOf, regionOfArn } from './region.ts';

export interface ParameterName {
  /** Its name or ARN. */
  readonly name: string;
  readonly region?: string | undefined;
}

/** Reads a parameter of AWS Systems Manager Parameter Store, decrypted. `field` is what it is wanted for, for messages. */
export async function readParameter({ name, region }: ParameterName, field: string, aws: Aws): Promise<string> {
  const where = regionOf([regionOfArn(name), region], field, aws);
  const what = `${field}: the parameter ${name} of Parameter Store in ${where}`;
  const asked: Asked = {
    service: 'ssm',
    action: 'AmazonSSM.GetParameter',
    right: 'ssm:GetParameter',
    verb: 'read',
    region: where,
    body: { Name: name, WithDecryption: true },
    field,
    what,
    name,
  };
  const { Parameter } = (await ask(asked, aws)) as { Parameter?: { Value?: unknown } };
  if (typeof Parameter?.Value === 'string' && Parameter.Value !== '') return Parameter.Value;
  throw new PgstowError('input', `${what} holds no text`, { hint: 'store the password in it' });
}
