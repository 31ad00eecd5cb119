import type { ConnectionTarget } from '../postgres/target.ts';
import { resolveBastion } from './bastion.ts';
import { type FoundInstance, type InstanceOptions, lookUpInstance } from './instance.ts';
import { resolvePassword } from './password.ts';
import type { PlanSource } from './plan.ts';
import { type Reference, resolveReference } from './secret.ts';
import { describeInstance } from './sourceAddress.ts';

/** A plan's source with its secrets looked up, and its address where that is asked for, ready to connect to. */
export async function resolveSource(source: PlanSource, options: InstanceOptions = {}): Promise<ConnectionTarget> {
  const look = async (reference: Reference | undefined, field: string) =>
    reference && (await resolveReference(reference, `source.${field}`, options.env));
  const { mode, rootCertificate, clientCertificate, clientKey } = source.ssl;
  const { host, port, foundAs } = await addressOf(source, options);
  return {
    host,
    port,
    database: source.database,
    user: source.user,
    password: await resolvePassword({ ...source, host, port }, options),
    ssl: {
      mode,
      rootCertificate: await look(rootCertificate, 'ssl.rootCertificate'),
      clientCertificate: await look(clientCertificate, 'ssl.clientCertificate'),
      clientKey: await look(clientKey, 'ssl.clientKey'),
    },
    ...(source.bastion && { via: await resolveBastion(source.bastion, options) }),
    ...(foundAs !== undefined && { foundAs }),
  };
}

async function addressOf({ host, port, instance }: PlanSource, options: InstanceOptions) {
  if (!instance) return { host: host!, port };
  const found: FoundInstance = await lookUpInstance(instance, options);
  const note = found.note === undefined ? '' : `, ${found.note}`;
  return { host: found.host, port: found.port, foundAs: `${describeInstance(instance)}${note}` };
}
