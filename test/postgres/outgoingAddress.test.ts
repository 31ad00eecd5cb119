import { expect, test } from 'vitest';
import { connectionError } from '../../engine/postgres/connectionError.ts';
import { isReplaced, outgoingAddress } from '../../engine/postgres/outgoingAddress.ts';
import type { ConnectionTarget } from '../../engine/postgres/target.ts';

test.each([
  ['10.1.0.4', '203.0.113.7', true],
  ['192.168.1.2', '8.8.8.8', true],
  ['100.64.3.3', '203.0.113.7', true],
  ['fd12::1', '2001:db8::7', true],
  ['172.31.0.1', '10.0.0.1', false],
  ['172.32.0.1', '203.0.113.7', false],
  ['203.0.113.9', '203.0.113.7', false],
  ['2001:db8::9', '2001:db8::7', false],
  ['127.0.0.1', '127.0.0.1', false],
])('a packet from %s to %s has its address replaced: %s', (local, remote, replaced) => {
  expect(isReplaced(local, remote)).toBe(replaced);
});

test('the address on the way to this machine is its own', async () => {
  expect(await outgoingAddress('127.0.0.1', 5432)).toEqual({ address: '127.0.0.1', isReplaced: false });
  expect(await outgoingAddress('no.such.host.invalid', 5432)).toBeUndefined();
});

test('whoever asks for an address to be allowed is not given one that the server never sees', () => {
  const target = { host: 'db.example.com', port: 5432, database: 'd', user: 'u' } as ConnectionTarget;
  const { hint } = connectionError(new Error('timeout expired'), target, { address: '10.1.0.4', isReplaced: true });
  expect(hint).toBe(
    "a firewall or the server's allow-list may not know this machine: allow its outgoing address (not 10.1.0.4, which is a private one: the server sees that of a router, which this machine cannot know) to reach port 5432",
  );
});
