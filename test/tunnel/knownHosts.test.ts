import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fingerprintOf, parseHostKey } from '../../engine/tunnel/hostKey.ts';
import { knownKeysOf } from '../../engine/tunnel/knownHosts.ts';
import { hostKeyAlgorithms } from '../../engine/tunnel/trust.ts';

/** A key of no curve: only its form matters here. */
function keyOf(algorithm: string, rest = 'x'): string {
  const name = Buffer.from(algorithm);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  return `${algorithm} ${Buffer.concat([length, name, Buffer.from(rest)]).toString('base64')}`;
}

const ed25519 = keyOf('ssh-ed25519');

function hashed(name: string): string {
  const salt = Buffer.from('0123456789abcdefghij');
  return `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
}

describe('a line of known hosts', () => {
  test.each([
    ['bastion.example.com', 'bastion.example.com', 22],
    ['BASTION.example.com', 'bastion.Example.com', 22],
    ['other,bastion,10.0.0.1', 'bastion', 22],
    ['*.example.com', 'bastion.example.com', 22],
    ['bastion?', 'bastion1', 22],
    ['[bastion]:2222', 'bastion', 2222],
    [hashed('bastion'), 'bastion', 22],
    [hashed('[bastion]:2222'), 'bastion', 2222],
    ['2001:db8::1', '2001:db8::1', 22],
  ])('%s is about %s:%d', (hosts, host, port) => {
    expect(knownKeysOf(`# said\n\n${hosts} ${ed25519} a remark\r\n`, host, port)).toMatchObject([
      { algorithm: 'ssh-ed25519', revoked: false },
    ]);
  });

  test.each([
    ['bastion', 'bastion', 2222],
    ['[bastion]:2222', 'bastion', 22],
    ['*.example.com,!secret.example.com', 'secret.example.com', 22],
    ['bastionxexample', 'bastion.example', 22],
    ['bastion.example', 'bastionxexample', 22],
    [hashed('other'), 'bastion', 22],
    ['#bastion', 'bastion', 22],
    ['@cert-authority bastion', 'bastion', 22],
  ])('%s is not about %s:%d', (hosts, host, port) => {
    expect(knownKeysOf(`${hosts} ${ed25519}\n`, host, port)).toEqual([]);
  });

  test('may revoke a key', () => {
    expect(knownKeysOf(`@revoked * ${ed25519}\n`, 'bastion', 22)).toMatchObject([{ revoked: true }]);
  });

  test('that is no key is passed over', () => {
    for (const rest of ['', 'ssh-ed25519', 'ssh-ed25519 !!', `ssh-rsa ${ed25519.split(' ')[1]}`]) {
      expect(knownKeysOf(`bastion ${rest}\n`, 'bastion', 22)).toEqual([]);
    }
  });
});

test('a fingerprint is as ssh-keygen shows it', () => {
  const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl github.com';
  expect(fingerprintOf(parseHostKey(key)!.blob)).toBe('SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU');
});

test('the kind of key that is known is asked for first, and none signed by SHA-1', () => {
  const place = { host: 'b', port: 22, name: 'b', words: { hostKey: 'h', identity: 'i' } };
  expect(hostKeyAlgorithms({ kind: 'key', hostKey: keyOf('ssh-rsa') }, place)).toEqual([
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
  ]);
  const files = [{ name: 'f', text: `b ${keyOf('ecdsa-sha2-nistp384')}\n` }];
  expect(hostKeyAlgorithms({ kind: 'knownHosts', files }, place)[0]).toBe('ecdsa-sha2-nistp384');
});
