import type { ConnectionTarget } from '../postgres/target.ts';
import { type PasswordOptions, resolvePassword } from './password.ts';
import type { PlanSource } from './plan.ts';
import { type Reference, resolveReference } from './secret.ts';

/** A plan's source with its secrets looked up, ready to connect to. */
export async function resolveSource(source: PlanSource, options: PasswordOptions = {}): Promise<ConnectionTarget> {
  const look = async (reference: Reference | undefined, field: string) =>
    reference && (await resolveReference(reference, `source.${field}`, options.env));
  const { mode, rootCertificate, clientCertificate, clientKey } = source.ssl;
  return {
    host: source.host,
    port: source.port,
    database: source.database,
    user: source.user,
    password: await resolvePassword(source, options),
    ssl: {
      mode,
      rootCertificate: await look(rootCertificate, 'ssl.rootCertificate'),
      clientCertificate: await look(clientCertificate, 'ssl.clientCertificate'),
      clientKey: await look(clientKey, 'ssl.clientKey'),
    },
  };
}
