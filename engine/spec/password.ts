import { type Aws, realAws } from '../aws/aws.ts';
import { readParameter } from '../aws/parameterStore.ts';
import { rdsToken } from '../aws/rdsToken.ts';
import { regionOf, regionOfHost } from '../aws/region.ts';
import { readSecret } from '../aws/secretsManager.ts';
import { PgstowError } from '../errors.ts';
import type { PlanSource } from './plan.ts';
import { type Environment, resolveReference } from './secret.ts';

/** Opens what was sealed to a repository's public key for one plan; `field` is where it stands. */
export type OpenSealed = (sealed: string, field: string) => string;

export interface PasswordOptions {
  readonly env?: Environment | undefined;
  /** Of the repository that the plan is in; without it a sealed password cannot be had. */
  readonly open?: OpenSealed | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly aws?: Aws | undefined;
}

const field = 'source.password';

/**
 * The password of a source, from wherever the plan says it is: the same for the whole of a run, or made anew for every
 * connection where it is good for minutes only. Rejects with `input`, `privilege` (a right at AWS), or `connection`.
 */
export async function resolvePassword(
  source: PlanSource,
  { env = process.env, open = closed, signal, aws = realAws(env, signal) }: PasswordOptions = {},
): Promise<string | (() => Promise<string>) | undefined> {
  const reference = source.password;
  if (reference === undefined) return undefined;
  if ('value' in reference) return reference.value;
  if ('sealed' in reference) return open(reference.sealed, field);
  if ('awsSecret' in reference) return readSecret({ name: reference.awsSecret, ...reference }, field, aws);
  if ('ssmParameter' in reference) return readParameter({ name: reference.ssmParameter, ...reference }, field, aws);
  if ('rdsIam' in reference) return rdsTokens(source, reference.rdsIam.region, aws);
  return resolveReference(reference, field, env);
}

/** Makes tokens; the first at once, so that what is missing is said before anything is begun. */
async function rdsTokens(source: PlanSource, region: string | undefined, aws: Aws): Promise<() => Promise<string>> {
  const where = regionOf([region, regionOfHost(source.host)], field, aws);
  const credentials = await aws.credentials(where, field);
  const next = async () => rdsToken(source, { region: where, credentials: await credentials(), at: aws.now() });
  await next();
  return next;
}

function closed(): never {
  throw new PgstowError('input', `${field}: the password is sealed, and the key of its repository is not at hand`, {
    hint: 'open the repository that the plan is in with its key',
  });
}
