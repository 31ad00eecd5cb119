import { expect, test } from 'vitest';
import { secretVariables } from '../../action/secrets.ts';
import { hookEnvironment } from '../../engine/hooks/environment.ts';

test('no command gets what the Action masks, nor what plans take for secrets', () => {
  const named = ['ORDERS_PASSWORD'];
  const secrets = [...secretVariables, ...named, 'PGSTOW_TARGET'].map((name) => [name, `the secret in ${name}`]);
  const env = { PATH: '/bin', ...Object.fromEntries(secrets) };
  const given = Object.entries(hookEnvironment(env, named, { plan: 'orders', run: 'r' }));
  expect(Object.fromEntries(given.filter(([, value]) => value !== undefined))).toEqual({
    PATH: '/bin',
    PGSTOW_PLAN: 'orders',
    PGSTOW_RUN: 'r',
  });
});
