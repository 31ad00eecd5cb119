import { PgstowError } from '../errors.ts';
import { type Asked, ask } from './ask.ts';
import type { Aws } from './aws.ts';
import { jsonObject } from './jsonObject.ts';
import { regionOf, regionOfArn } from './region.ts';

export interface SecretName {
  /** Its name or ARN. */
  readonly name: string;
  /** The field of it, where it is a JSON object. */
  readonly key?: string | undefined;
  readonly region?: string | undefined;
}

/** Reads a secret of AWS Secrets Manager, or a field of it. `field` is what it is wanted for, for messages. */
export async function readSecret({ name, key, region }: SecretName, field: string, aws: Aws): Promise<string> {
  const where = regionOf([regionOfArn(name), region], field, aws);
  const what = `${field}: the secret ${name} of Secrets Manager in ${where}`;
  const asked: Asked = {
    service: 'secretsmanager',
    action: 'secretsmanager.GetSecretValue',
    right: 'secretsmanager:GetSecretValue',
    verb: 'read',
    region: where,
    body: { SecretId: name },
    field,
    what,
    name,
  };
  const { SecretString } = (await ask(asked, aws)) as { SecretString?: unknown };
  if (typeof SecretString !== 'string' || SecretString === '') {
    throw wrong(what, 'holds no text', 'store the password as text, or as a field of a JSON object');
  }
  return key === undefined ? wholeOf(SecretString, what) : fieldOf(SecretString, key, what);
}

/** Secrets that RDS or the console make are objects; no password is one. */
function wholeOf(secret: string, what: string): string {
  const fields = jsonObject(secret);
  if (!fields) return secret;
  throw wrong(
    what,
    `is a JSON object (${Object.keys(fields).join(', ')})`,
    'name the field with key, such as key: password',
  );
}

function fieldOf(secret: string, key: string, what: string): string {
  const fields = jsonObject(secret);
  if (!fields) throw wrong(what, `is no JSON object, so it has no field ${key}`, 'leave key away to use all of it');
  const value = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (typeof value === 'string' && value !== '') return value;
  const known = Object.keys(fields).join(', ') || 'none';
  throw wrong(what, `has no text in a field ${key}`, `its fields are ${known}`);
}

function wrong(what: string, problem: string, hint: string): PgstowError {
  return new PgstowError('input', `${what} ${problem}`, { hint });
}
