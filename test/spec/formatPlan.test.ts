import { describe, expect, it } from 'vitest';
import { formatPlan } from '../../engine/spec/formatPlan.ts';
import { parsePlan, parsePlans } from '../../engine/spec/parsePlans.ts';

const source = { host: 'h', database: 'd', user: 'u' };

describe('a plan that is written out', () => {
  it('is read as it was, with every field', () => {
    const plan = parsePlan({
      id: 'orders',
      name: 'Orders',
      source: { ...source, password: { sealed: Buffer.alloc(70, 1).toString('base64') }, region: 'eu-central-1' },
      objects: { include: ['public.*'] },
      rateLimit: '1MB/s',
      schedule: { days: ['mon', 'wed'], startAt: ['01:00'], timeZone: 'Europe/Berlin' },
      maxAge: '26h',
      retention: { keepDays: 14, keepMonthly: 12 },
      crossBorder: { allowed: true, reason: 'agreed' },
      hooks: { before: [['systemctl', 'stop', 'import']], timeLimit: '1h' },
      drill: { assertions: [{ name: 'orders', sql: 'SELECT true' }] },
      notifications: [
        { webhook: { env: 'SLACK' }, format: 'slack', on: ['failure', 'success'] },
        { webhook: { file: 'f' } },
      ],
      ping: { awsSecret: 'ping', key: 'url' },
      paused: false,
    });
    expect(parsePlans(formatPlan(plan), 'plan')).toEqual([plan]);
  });

  it('never holds a password in the clear', () => {
    const plan = parsePlan({ source: { ...source, password: { value: 'hunter2' } } });
    expect(() => formatPlan(plan)).toThrow(
      expect.objectContaining({
        code: 'input',
        message: 'a plan with a password in the clear is not written out',
        hint: 'apply it first',
      }),
    );
  });
});
