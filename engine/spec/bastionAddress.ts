import { PgstowError } from '../errors.ts';
import type { BastionWords } from '../tunnel/trust.ts';
import { bastion, isHostKey, type PlanBastion } from './bastionSchema.ts';

export interface BastionOptions {
  /** As a plan's `hostKey`. */
  readonly hostKey?: string | undefined;
  /** Where the private key is; without one an agent signs. */
  readonly privateKey?: PlanBastion['privateKey'];
}

/** Reads `user@host:port` as the bastion of a plan. `words` are what its parts are called in messages. */
export function parseBastionAddress(
  address: string,
  { hostKey, privateKey }: BastionOptions,
  words: BastionWords & { readonly address: string },
): PlanBastion {
  const [, user, host = '', port] = /^([^@\s]+)@(\[[^\]]*\]|[^:\s]+)(?::(\d+))?$/.exec(address) ?? [];
  const given = {
    user,
    host: host.replace(/^\[(.*)\]$/, '$1'),
    ...(port && { port: Number(port) }),
    ...(privateKey ? { privateKey } : { agent: true }),
  };
  const parsed = bastion.safeParse(given);
  if (!parsed.success) {
    throw new PgstowError('input', `${words.address} is no address of a bastion: ${JSON.stringify(address)}`, {
      hint: 'write it as user@host or user@host:port',
    });
  }
  if (hostKey === undefined) return parsed.data;
  if (isHostKey(hostKey)) return { ...parsed.data, hostKey };
  throw new PgstowError('input', `${words.hostKey} is no host key`, {
    hint: 'write it as known_hosts has it (ssh-ed25519 AAAA…), or as its fingerprint (SHA256:…)',
  });
}
