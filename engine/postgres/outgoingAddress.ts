import { createSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';

/**
 * The address that this machine's packets to a host leave from: what an allow-list has to know, unless a router in between
 * replaces it. Connecting a UDP socket sends nothing, it only asks the routing table. Undefined where that has no answer.
 */
export async function outgoingAddress(host: string, port: number): Promise<string | undefined> {
  try {
    const { address, family } = await lookup(host);
    return await localEnd(address, port, family === 6 ? 'udp6' : 'udp4');
  } catch {
    return undefined;
  }
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
