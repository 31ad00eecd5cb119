import { type Aws, realAws } from '../aws/aws.ts';
import { rdsToken } from '../aws/rdsToken.ts';
import { regionOf, regionOfHost } from '../aws/region.ts';
import { PgstowError } from '../errors.ts';
import { type KeptOptions, resolveKept } from './keptSecret.ts';
import type { PlanSource } from './plan.ts';

/** Opens what was sealed to a repository's public key for one plan; `field` is where it stands. */
export type OpenSealed = (sealed: string, field: string) => Promise<string>;

export interface PasswordOptions extends KeptOptions {
  /** Of the repository that the plan is in; without it a sealed password cannot be had. */
  readonly open?: OpenSealed | undefined;
}

const field = 'source.password';

/**
 * The password of a source whose address is known, from wherever the plan says it is: the same for the whole of a run, or made anew for every
 * connection where it is good for minutes only. Rejects with `input`, `privilege` (a right at AWS), or `connection`.
 */
export async function resolvePassword(
  source: Pick<PlanSource, 'password' | 'host' | 'port' | 'user'>,
  { env = process.env, open = closed, signal, aws = realAws(env, signal) }: PasswordOptions = {},
): Promise<string | (() => Promise<string>) | undefined> {
  const reference = source.password;
  if (reference === undefined) return undefined;
  if ('value' in reference) return reference.value;
  if ('sealed' in reference) return open(reference.sealed, field);
  if ('rdsIam' in reference) return rdsTokens({ ...source, host: source.host! }, reference.rdsIam.region, aws);
  return resolveKept(reference, field, { env, aws });
}

/** Makes tokens; the first at once, so that what is missing is said before anything is begun. */
async function rdsTokens(
  place: { readonly host: string; readonly port: number; readonly user: string },
  region: string | undefined,
  aws: Aws,
): Promise<() => Promise<string>> {
  const where = regionOf([region, regionOfHost(place.host)], field, aws);
  const credentials = await aws.credentials(where, field);
  const next = async () => rdsToken(place, { region: where, credentials: await credentials(), at: aws.now() });
  await next();
  return next;
}

async function closed(): Promise<never> {
  throw new PgstowError('input', `${field}: the password is sealed, and the key of its repository is not at hand`, {
    hint: 'open the repository that the plan is in with its key',
  });
}
