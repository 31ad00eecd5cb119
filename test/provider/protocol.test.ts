import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { selfSigned } from '../../provider/protocol/certificate.ts';
import { formatLogLine } from '../../provider/protocol/log.ts';
import { ProviderClient } from './providerClient.ts';
import { ended } from './terraform.ts';

const entry = fileURLToPath(new URL('../../provider/main.ts', import.meta.url));

test('it answers who has started it, over a socket that is gone when it has ended', async () => {
  const client = await ProviderClient.start();
  const { serverCapabilities } = await client.calls.getMetadata({});
  expect(serverCapabilities).toMatchObject({ getProviderSchemaOptional: true, planDestroy: true });
  expect(await client.shutdown()).toBe(0);
  expect(existsSync(client.socket)).toBe(false);
});

test('it answers nobody else: another certificate is refused', async () => {
  await using client = await ProviderClient.start();
  const stranger = client.connect(selfSigned(new Date()));
  await expect(stranger.calls.getMetadata({})).rejects.toThrow();
  stranger.manager.abort();
  expect((await client.calls.getMetadata({})).resources.length).toBeGreaterThan(0);
});

test('an interruption is Terraform’s to handle: it goes on', async () => {
  await using client = await ProviderClient.start();
  client.process.kill('SIGINT');
  await sleep(200);
  expect((await client.calls.getMetadata({})).resources.length).toBeGreaterThan(0);
});

test('it ends when Terraform is gone', async () => {
  const script = `
    const { ProviderClient } = await import(${JSON.stringify(new URL('./providerClient.ts', import.meta.url).href)});
    const { process: child } = await ProviderClient.start(${JSON.stringify({ command: [process.execPath, entry] })});
    console.log(child.pid);
    process.kill(process.pid, 'SIGKILL');`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [bytes] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(bytes.toString());
  const isThere = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  await expect.poll(isThere, { timeout: 10_000 }).toBe(false);
});

test('a person who starts it is told what it is', async () => {
  expect(await ended(spawn(process.execPath, [entry]))).toEqual({
    status: 1,
    output: 'This is the Terraform provider of pgstow. Terraform starts it; README.md says how.\n',
  });
});

test('its certificate is signed by itself, for localhost, and good from a minute ago', () => {
  const now = new Date('2026-11-22T21:30:00.000Z');
  const { certificate } = selfSigned(now);
  const read = new X509Certificate(certificate);
  expect(read.checkHost('localhost')).toBe('localhost');
  expect(read.ca).toBe(true);
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.validFromDate.toISOString()).toBe('2026-11-22T21:29:00.000Z');
  expect(read.validToDate.getTime()).toBeGreaterThan(now.getTime());
});

test('a line of the log is as hclog reads it, with six digits of a second', () => {
  expect(JSON.parse(formatLogLine(new Date('2026-11-22T21:30:00.123Z'), 'info', 'hello', { plan: 'orders' }))).toEqual({
    '@level': 'info',
    '@message': 'hello',
    '@module': 'pgstow',
    '@timestamp': '2026-11-22T21:30:00.123000Z',
    plan: 'orders',
  });
});
