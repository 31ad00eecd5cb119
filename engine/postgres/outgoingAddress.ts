import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';

/** Where this machine's packets to a host leave from. */
export interface OutgoingAddress {
  readonly address: string;
  /** Whether the host sees another one: a private address does not get as far as a public one. Nobody here knows which. */
  readonly isReplaced: boolean;
}

/**
 * What a host's allow-list has to know, as far as this machine knows it itself. Connecting a UDP socket sends nothing, it only asks the
 * routing table. Undefined where that has no answer.
 */
export async function outgoingAddress(host: string, port: number): Promise<OutgoingAddress | undefined> {
  try {
    const { address: remote, family } = await lookup(host);
    const address = await localEnd(remote, port, family === 6 ? 'udp6' : 'udp4');
    return { address, isReplaced: isReplaced(address, remote) };
  } catch {
    return undefined;
  }
}

export function isReplaced(local: string, remote: string): boolean {
  return isPrivate(local) && !isPrivate(remote);
}

/** RFC 1918, 3927, 4193 and 6598, and what does not leave the machine. */
const privateNetworks = new BlockList();
const networks = ['10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];
for (const network of [...networks, '::1/128', 'fc00::/7', 'fe80::/10']) {
  const [address, bits] = network.split('/') as [string, string];
  privateNetworks.addSubnet(address, Number(bits), isIPv6(address) ? 'ipv6' : 'ipv4');
}

function isPrivate(address: string): boolean {
  return privateNetworks.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function localEnd(address: string, port: number, type: 'udp4' | 'udp6'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(type);
    const settle = (answer: () => void) => {
      socket.close();
      answer();
    };
    socket.once('error', (error) => settle(() => reject(error)));
    socket.connect(port, address, () => {
      const local = socket.address().address;
      settle(() => resolve(local));
    });
  });
}
