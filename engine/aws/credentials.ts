import { messageOf, PgstowError } from '../errors.ts';
import type { Credentials } from './signature.ts';

/**
 * AWS's usual chain: environment, profile, single sign-on, web identity, container, instance. The package is loaded when it
 * is asked for: whoever keeps no secret at AWS does not wait for it.
 */
export async function awsCredentials(region: string, field: string): Promise<() => Promise<Credentials>> {
  const { defaultProvider } = await import('./defaultChain.ts');
  const provider = defaultProvider({ clientConfig: { region } });
  return () =>
    provider().catch((thrown) => {
      throw new PgstowError('input', `${field}: no credentials for AWS: ${reasonOf(thrown)}`, {
        hint: 'set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run where a role is given',
        cause: showsCommand(thrown) ? undefined : thrown,
      });
    });
}

function reasonOf(thrown: unknown): string {
  const [line = ''] = messageOf(thrown).split('\n');
  return showsCommand(thrown) ? 'the credential_process of the profile failed' : line;
}

/** The message of a credential process that failed is its command line, which may hold anything. */
function showsCommand(thrown: unknown): boolean {
  return messageOf(thrown).startsWith('Command failed');
}
