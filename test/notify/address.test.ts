import { expect, test } from 'vitest';
import { resolveAddress } from '../../engine/notify/address.ts';

function addressOf(text: string): Promise<URL> {
  return resolveAddress({ env: 'HOOK' }, 'ping', { env: { HOOK: text } });
}

test.for([
  'https://hooks.slack.com/services/T0/B0/x',
  ' https://hc-ping.com/1234 ',
  'http://localhost:8065/hooks/x',
  'http://mattermost:8065/hooks/x',
  'http://mattermost.chat.svc.cluster.local/hooks/x',
  'http://chat.internal/x',
  'http://127.0.0.1:8065/x',
  'http://10.1.2.3/x',
  'http://172.31.0.1/x',
  'http://192.168.0.7/x',
  'http://[::1]/x',
  'http://[fd00::1]/x',
])('something is sent to %s', async (text) => {
  expect((await addressOf(text)).href).toBe(text.trim());
});

test.for([
  [
    'http://hooks.slack.com/x7Q',
    'is an http address of a host that is not in the same network: it would be sent in the clear',
  ],
  [
    'http://172.32.0.1/x7Q',
    'is an http address of a host that is not in the same network: it would be sent in the clear',
  ],
  ['http://8.8.8.8/x7Q', 'is an http address of a host that is not in the same network: it would be sent in the clear'],
  ['ftp://host/x7Q', 'is no https address'],
  ['file:///etc/x7Q', 'is no https address'],
  ['x7Q', 'is no address'],
  ['hooks.slack.com/x7Q', 'is no address'],
])('nothing is sent to %s, and the message does not show it', async ([text, problem]) => {
  await expect(addressOf(text!)).rejects.toMatchObject({
    code: 'input',
    message: `ping: what it names ${problem}`,
    hint: 'give the whole address, as the service shows it: https://host/path',
  });
});
