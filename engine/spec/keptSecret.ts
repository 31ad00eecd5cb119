import { type Aws, realAws } from '../aws/aws.ts';
import { readParameter } from '../aws/parameterStore.ts';
import { readSecret } from '../aws/secretsManager.ts';
import type { KeptReference } from './referenceSchema.ts';
import { type Environment, resolveReference } from './secret.ts';

export interface KeptOptions {
  readonly env?: Environment | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly aws?: Aws | undefined;
}

/**
 * Looks up a secret that is kept on this machine or at AWS. `field` is the field that names it, for messages. Rejects with
 * `input`, `privilege` (a right at AWS), or `connection`.
 */
export async function resolveKept(
  reference: KeptReference,
  field: string,
  { env = process.env, signal, aws = realAws(env, signal) }: KeptOptions = {},
): Promise<string> {
  if ('awsSecret' in reference) return readSecret({ name: reference.awsSecret, ...reference }, field, aws);
  if ('ssmParameter' in reference) return readParameter({ name: reference.ssmParameter, ...reference }, field, aws);
  return resolveReference(reference, field, env);
}
