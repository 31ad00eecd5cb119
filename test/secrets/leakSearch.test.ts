import { spawn } from 'node:child_process';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { errorText } from './errorText.ts';
import { ProcessWatch } from './processWatch.ts';
import { SecretRegister } from './secretRegister.ts';

/** The search must find what is planted: else that it finds nothing says nothing. */
const secret = `k7"Qz'/ü%${'planted'}&x`;
const register = new SecretRegister();
register.add('the password', secret);

const padded = (before: string) => Buffer.from(`${before}${secret}: and more`);

test.each<[string, string | Uint8Array]>([
  ['as it is', `password=${secret}`],
  ['among bytes', Buffer.concat([Buffer.from([0, 255]), Buffer.from(secret), Buffer.from([254])])],
  ['in hex', Buffer.from(secret).toString('hex')],
  ['in capital hex', Buffer.from(secret).toString('hex').toUpperCase()],
  ['in base64', padded('').toString('base64')],
  ['in base64, after one byte', padded('a').toString('base64')],
  ['in base64, after two', padded('ab').toString('base64')],
  ['in base64url', padded('abc').toString('base64url')],
  ['in a URL', `postgresql://u:${encodeURIComponent(secret)}@h/d`],
  ['in a form', new URLSearchParams({ p: secret }).toString()],
  ['in JSON', JSON.stringify({ password: secret })],
  ['in SQL', `ALTER ROLE r PASSWORD '${secret.replaceAll("'", "''")}'`],
  ['in UTF-16', Buffer.from(`x${secret}`, 'utf16le')],
  ['compressed', zstdCompressSync(Buffer.from(`a line\n${secret}\n`))],
])('a secret is found %s', (_, content) => {
  expect(register.find('a log', content)).toContainEqual(expect.stringMatching(/^the password, .*, is in a log$/));
});

test('nothing is found where nothing is', () => {
  expect(register.find('a log', `postgresql://u@h/d ${secret.slice(0, -1)} ${secret.slice(1)}`)).toEqual([]);
  expect(() => new SecretRegister().add('a short one', 'hunter2')).toThrow('too short to be searched for');
});

test.each([
  ['its message', new Error(`x ${secret}`)],
  ['its hint', new PgstowError('input', 'x', { hint: secret })],
  ['the cause of its cause', new Error('a', { cause: new Error('b', { cause: new Error(secret) }) })],
  [
    'a field, however deep',
    new Error('a', { cause: Object.assign(new Error('b'), { client: { config: { auth: { password: secret } } } }) }),
  ],
  [
    'a field that does not show',
    Object.defineProperty(new Error('a'), 'password', { value: secret, enumerable: false }),
  ],
])('a secret in an error is found: %s', (_, thrown) => {
  expect(register.find('an error', errorText(thrown))).not.toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'a secret of another process is found, in its arguments and in its environment',
  async () => {
    using watch = new ProcessWatch(register);
    const idle = ['-e', 'setTimeout(() => {}, 60_000)'];
    const children = [
      spawn(process.execPath, [...idle, secret]),
      spawn(process.execPath, idle, { env: { PASSWORD: secret } }),
    ];
    try {
      await expect.poll(() => watch.found.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
      expect(watch.found.map((each) => each.replace(/of .*/, ''))).toEqual(
        expect.arrayContaining(['the password, as it is, is in cmdline ', 'the password, as it is, is in environ ']),
      );
      expect(watch.looks).toBeGreaterThan(3);
    } finally {
      for (const child of children) child.kill('SIGKILL');
    }
  },
);

test.skipIf(process.platform !== 'linux')(
  'a process may have in its environment what the test has given it',
  async () => {
    const other = new SecretRegister();
    using watch = new ProcessWatch(other);
    const password = other.add('another', 'another-secret');
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { env: { password } });
    watch.given(child.pid);
    try {
      watch.look();
      expect(watch.looks).toBeGreaterThan(3);
      expect(watch.found).toEqual([]);
    } finally {
      child.kill('SIGKILL');
    }
  },
);
