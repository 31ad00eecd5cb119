import { PgstowError } from '../errors.ts';

export interface AlibabaAddress {
  readonly host: string;
  readonly port: number;
  readonly note?: string | undefined;
}

export interface AlibabaName {
  readonly region: string;
  readonly id: string;
  readonly network: 'private' | 'public';
}

/** The one address of a server in a network; several are for a person to choose from. */
export function theAddress(
  found: readonly AlibabaAddress[],
  { network }: AlibabaName,
  what: string,
  others: readonly AlibabaAddress[],
): AlibabaAddress {
  const [address, ...more] = found;
  if (address && more.length === 0) return address;
  if (address) {
    throw new PgstowError('input', `${what} has several ${network} addresses: ${list(found)}`, {
      hint: 'choose one, and write it as host and port in place of instance',
    });
  }
  const there = others.length > 0 ? `; it has ${list(others)}` : '';
  throw new PgstowError('input', `${what} has no ${network} address${there}`, {
    hint:
      network === 'public'
        ? 'apply for a public address in the console, or go through a bastion in its VPC: network: private'
        : 'check it in the console, or write network: public',
  });
}

function list(addresses: readonly AlibabaAddress[]): string {
  return addresses.map(({ host, port }) => `${host}:${port}`).join(', ');
}
