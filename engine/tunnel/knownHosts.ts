import { createHmac } from 'node:crypto';
import { type HostKey, parseHostKey } from './hostKey.ts';

export interface KnownHost extends HostKey {
  /** The key must not be taken any more. */
  readonly revoked: boolean;
}

/**
 * The keys that a known_hosts file has for a host. Lines of certificate authorities are passed over: `ssh2` knows no
 * certificates. Format: https://man.openbsd.org/sshd.8#SSH_KNOWN_HOSTS_FILE_FORMAT
 */
export function knownKeysOf(text: string, host: string, port: number): KnownHost[] {
  const name = port === 22 ? host.toLowerCase() : `[${host.toLowerCase()}]:${port}`;
  return text.split('\n').flatMap((line) => {
    const [, marker, hosts = '', rest = ''] = /^\s*(?:(@\S+)\s+)?([^\s#@]\S*)\s+(.+?)\s*$/.exec(line) ?? [];
    if (marker === '@cert-authority' || !isMeant(hosts, name)) return [];
    const key = parseHostKey(rest);
    return key ? [{ ...key, revoked: marker === '@revoked' }] : [];
  });
}

/** Whether a line's first field names a host: by patterns, of which `!` excludes, or by a hash of its name. */
function isMeant(hosts: string, name: string): boolean {
  const [, salt, hash] = /^\|1\|([^|]+)\|(.+)$/.exec(hosts) ?? [];
  if (salt && hash) return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  const patterns = hosts.toLowerCase().split(',');
  const excluded = patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1), name));
  return !excluded && patterns.some((pattern) => fits(pattern, name));
}

function fits(pattern: string, name: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(name);
}
