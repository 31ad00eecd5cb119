import { isIP } from 'node:net';
import { PgstowError } from '../errors.ts';
import { type KeptOptions, resolveKept } from '../spec/keptSecret.ts';
import type { KeptReference } from '../spec/referenceSchema.ts';

/**
 * Looks up the address that a webhook or a ping goes to. `field` is the field that names it, for messages, in which the address never
 * is: it is a secret. Rejects with `input`, `privilege` or `connection`.
 */
export async function resolveAddress(reference: KeptReference, field: string, options: KeptOptions): Promise<URL> {
  const url = URL.parse((await resolveKept(reference, field, options)).trim());
  const problem = problemOf(url);
  if (url && !problem) return url;
  throw new PgstowError('input', `${field}: what it names ${problem}`, {
    hint: 'give the whole address, as the service shows it: https://host/path',
  });
}

function problemOf(url: URL | null): string | undefined {
  if (!url) return 'is no address';
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isNear(url.hostname))) return undefined;
  return url.protocol === 'http:'
    ? 'is an http address of a host that is not in the same network: it would be sent in the clear'
    : 'is no https address';
}

/** What goes over no network of others: this machine, private addresses, and names that mean something only here. */
function isNear(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  if (isIP(address) === 4) return /^(?:127|10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(address);
  if (isIP(address) === 6) return address === '::1' || /^f[cd]/.test(address);
  return !host.includes('.') || /\.(?:local|localhost|internal)$/.test(host);
}
