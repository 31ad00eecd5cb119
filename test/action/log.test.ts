import { expect, test } from 'vitest';
import { inert } from '../../action/log.ts';
import { formsOf } from '../../action/mask.ts';
import { secretsInEnvironment, secretsOfPlans } from '../../action/secrets.ts';
import { readLog } from './runnerLog.ts';

test.each([
  ['::error::x', '\\::error::x'],
  ['  ::add-mask::x', '  \\::add-mask::x'],
  ['::::', '\\::::'],
  ['a ::error::x', 'a ::error::x'],
  ['a ##[error]x', 'a ##\\[error]x'],
  ['public.orders', 'public.orders'],
])('%s is text to a runner', (line, written) => {
  expect(inert(line)).toBe(written);
  expect(readLog(inert(line))).toMatchObject({ annotations: [], log: written });
});

test('a secret is masked whole, line by line, and as URLs and JSON have it', () => {
  expect(formsOf('a b"c\nsecond é\n}\n')).toEqual([
    'a b"c\nsecond é\n}\n',
    'a%20b%22c%0Asecond%20%C3%A9%0A%7D%0A',
    'a+b%22c%0Asecond+%C3%A9%0A%7D%0A',
    'a b\\"c\\nsecond é\\n}\\n',
    'a b"c',
    'a%20b%22c',
    'a+b%22c',
    'a b\\"c',
    'second é',
    'second%20%C3%A9',
    'second+%C3%A9',
  ]);
  expect(formsOf('x')).toEqual(['x']);
  expect(formsOf(' \n')).toEqual([]);
});

test('secrets are found by where they stand in the environment', () => {
  const env = {
    PGSTOW_KEY: 'key',
    PGPASSWORD: '',
    AWS_ACCESS_KEY_ID: 'no secret',
    PGSTOW_TARGET: 'postgresql://me:a%40b@h/d?password=c%2Fd',
    INPUT_TARGET: 'postgresql://me:x@y@h/d',
    INPUT_REPOSITORY: 's3://b/x?endpoint=https://h&password=q',
    INPUT_PASSWORD: 'misplaced',
    INPUT_PLAN: 'orders',
    'INPUT_KEEP-FOREIGN-KEYS': 'true',
    OTHER: 'other',
  };
  expect(secretsInEnvironment(env)).toEqual([
    'key',
    'a%40b',
    'a@b',
    'c%2Fd',
    'c/d',
    'x@y',
    'x@y',
    'q',
    'q',
    'misplaced',
  ]);
});

test('secrets of plans are found wherever they are, but for certificates', async () => {
  const plan = {
    source: {
      host: 'h',
      password: { env: 'ORDERS' },
      ssl: { rootCertificate: { env: 'CA' }, clientKey: { file: '/nowhere' } },
    },
    notifications: [{ webhook: { env: 'HOOK' }, on: ['failure'] }],
  };
  const sealed = { source: { password: { value: 'written down' } } };
  const env = { ORDERS: 'orders', CA: 'certificate', HOOK: 'https://hook' };
  expect(await secretsOfPlans([plan, sealed], env)).toEqual(['orders', 'https://hook', 'written down']);
});
