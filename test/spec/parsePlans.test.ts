import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PgstowError } from '../../engine/errors.ts';
import { parsePlan, parsePlans } from '../../engine/spec/parsePlans.ts';
import { planJsonSchema } from '../../engine/spec/planSchema.ts';

const smallest = { source: { host: 'h', database: 'd', user: 'u' } };
const filledIn = {
  source: { host: 'h', port: 5432, database: 'd', user: 'u', ssl: { mode: 'prefer' } },
  objects: { include: ['*.*'], exclude: [], structureOnly: [] },
  concurrency: 4,
  incremental: 'auto',
  fullEvery: '30d',
  auditPercent: 1,
};

describe('a plan file', () => {
  it('is read with every field', () => {
    const text = `
- id: orders-nightly
  name: Orders, every night
  source:
    host: db.example.com
    port: 5433
    database: orders
    user: backup
    password: { env: ORDERS_PASSWORD }
    ssl: { mode: verify-full, rootCertificate: { file: ca.pem } }
    region: eu-central-1
  objects: { include: ["public.*", "billing.invoice*"], exclude: ["*.tmp_*"], structureOnly: ["public.audit_log"] }
  concurrency: 8
  rateLimit: 50MB/s
  schedule: { days: [mon, wed], startAt: [01:00], timeZone: Europe/Berlin }
  maxAge: 26h
  crossBorder: { allowed: true, reason: "the auditor has agreed, ticket 7" }
  paused: true
`;
    expect(parsePlans(text, 'plans.yaml')).toEqual([
      {
        id: 'orders-nightly',
        name: 'Orders, every night',
        source: {
          host: 'db.example.com',
          port: 5433,
          database: 'orders',
          user: 'backup',
          password: { env: 'ORDERS_PASSWORD' },
          ssl: { mode: 'verify-full', rootCertificate: { file: 'ca.pem' } },
          region: 'eu-central-1',
        },
        objects: {
          include: ['public.*', 'billing.invoice*'],
          exclude: ['*.tmp_*'],
          structureOnly: ['public.audit_log'],
        },
        concurrency: 8,
        incremental: 'auto',
        fullEvery: '30d',
        auditPercent: 1,
        rateLimit: 50_000_000,
        schedule: { days: ['mon', 'wed'], startAt: ['01:00'], timeZone: 'Europe/Berlin' },
        maxAge: '26h',
        crossBorder: { allowed: true, reason: 'the auditor has agreed, ticket 7' },
        paused: true,
      },
    ]);
  });

  it('needs no more than where the database is', () => {
    expect(parsePlans(JSON.stringify(smallest), 'plan.json')).toEqual([filledIn]);
  });

  it('may be JSON that is indented by tabs', () => {
    expect(parsePlans(JSON.stringify([smallest, smallest], null, '\t'), 'plans.json')).toEqual([filledIn, filledIn]);
  });

  it('may hold one plan, a list, several documents, and empty ones', () => {
    const plan = (id: string) => `id: ${id}\nsource: { host: h, database: d, user: u }\n`;
    const ids = (text: string) => parsePlans(text, 'p').map(({ id }) => id);
    expect(ids(plan('a'))).toEqual(['a']);
    expect(ids(`${plan('a')}---\n${plan('b')}---\n`)).toEqual(['a', 'b']);
    expect(ids(`- ${plan('a').replace('\n', '\n  ')}---\n${plan('b')}`)).toEqual(['a', 'b']);
  });

  it('may repeat parts by anchors', () => {
    const text = `
- id: a
  source: &here { host: h, database: d, user: u }
- id: b
  source: { <<: *here, database: e }
`;
    expect(parsePlans(text, 'p').map(({ source }) => source.database)).toEqual(['d', 'e']);
  });

  it.each([
    ['50MB/s', 50_000_000],
    ['1.5 GiB/s', 1_610_612_736],
    ['100kB/s', 100_000],
    [1024, 1024],
  ])('takes the rate %j as %d bytes a second', (rateLimit, bytes) => {
    expect(parsePlan({ ...smallest, rateLimit }).rateLimit).toBe(bytes);
  });

  it.each([
    'localhost',
    '10.0.0.1',
    '::1',
    'fe80::1%eth0',
    '/var/run/postgresql',
    'db_1.example.com',
    'datenbank.köln',
  ])('takes the host %j', (host) => {
    expect(parsePlan({ source: { ...smallest.source, host } }).source.host).toBe(host);
  });

  it.each(['localhost:5432', '10.0.0.1:5432', 'a b', 'var/run', 'postgres://h/d', 'a,b', ''])(
    'refuses the host %j',
    (host) => {
      expect(() => parsePlan({ source: { ...smallest.source, host } })).toThrow(
        /^source\.host: .* is not allowed; allowed: a host name/,
      );
    },
  );

  it('is read again the same after it was read once', () => {
    const once = parsePlan({ ...smallest, rateLimit: '50MB/s', maxAge: '2w', paused: false, id: 'a' });
    expect(parsePlan(once)).toEqual(once);
  });
});

describe('a plan file with mistakes', () => {
  it('is told all of them at once, each with its place, value and what is allowed', () => {
    const text = `- id: Orders
  sorce: 1
  source:
    host: localhost:5432
    port: 99999
    database: ""
    ssl: { mode: verify, zzz: 1 }
  objects: { include: [orders, 5], exclude: "*.*" }
  concurrency: 0
  rateLimit: fast
- id: a
  source: { host: h, database: d, user: u, ssl: { clientKey: { file: key.pem } } }
- id: a
  name: 7
  source:
- 5
- rateLimit: 0MB/s
  source: [1]
`;
    const allowedHost =
      'a host name, an address, or the absolute path of the folder that holds the unix socket (the port is a field of its own)';
    expect(refused(text)).toMatchObject({
      code: 'input',
      hint: 'docs/plan.schema.json describes every field',
      message: [
        'plans.yaml has 20 problems',
        'plans.yaml:1:7: Orders: id: "Orders" is not allowed; allowed: 1 to 63 lower-case letters, digits and hyphens, with no hyphen at the ends',
        'plans.yaml:2:10: Orders: sorce is not a field of a plan; did you mean source?',
        'plans.yaml:4:5: Orders: source.user is missing; allowed: a text of one line',
        `plans.yaml:4:11: Orders: source.host: "localhost:5432" is not allowed; allowed: ${allowedHost}`,
        'plans.yaml:5:11: Orders: source.port: 99999 is not allowed; allowed: a whole number from 1 to 65535',
        'plans.yaml:6:15: Orders: source.database: "" is not allowed; allowed: a text of one line',
        'plans.yaml:7:18: Orders: source.ssl.mode: "verify" is not allowed; allowed: disable, prefer, require, verify-ca or verify-full',
        'plans.yaml:7:31: Orders: source.ssl.zzz is not a field of a plan; known are mode, rootCertificate, clientCertificate, clientKey',
        'plans.yaml:8:24: Orders: objects.include[0]: "orders" names no schema; write public.orders, or *.orders for every schema, or orders.* for all of a schema',
        'plans.yaml:8:32: Orders: objects.include[1]: 5 is not allowed; allowed: a pattern schema.table, in which * stands for any characters and ? for one',
        'plans.yaml:8:45: Orders: objects.exclude: "*.*" is not allowed; allowed: a list of patterns, such as ["public.*"]',
        'plans.yaml:9:16: Orders: concurrency: 0 is not allowed; allowed: a whole number from 1 to 64, or auto',
        'plans.yaml:10:14: Orders: rateLimit: "fast" is not allowed; allowed: a text such as 50MB/s (B, kB, MB, GB, KiB, MiB or GiB), or whole bytes per second',
        'plans.yaml:12:49: a: source.ssl: clientCertificate and clientKey go together; give both or neither',
        'plans.yaml:13:7: a: id: the plan at line 11 has the same id',
        'plans.yaml:14:9: a: name: 7 is not allowed; allowed: a text of one line, at most 200 characters',
        'plans.yaml:15:10: a: source: nothing is not allowed; allowed: { host: HOST, database: NAME, user: ROLE, … }',
        'plans.yaml:16:3: plan 4: the plan: 5 is not allowed; allowed: a mapping with at least source',
        'plans.yaml:17:14: plan 5: rateLimit: the rate is less than a byte per second',
        'plans.yaml:18:11: plan 5: source: a list is not allowed; allowed: { host: HOST, database: NAME, user: ROLE, … }',
      ].join('\n'),
    });
  });

  it.each([
    ['lifecycle: { days: 30 }', 'lifecycle: how long sets stay is written as retention'],
    [
      'region: here',
      'region: the region of the source is written as source.region, that of the repository is given to pgstow init',
    ],
    ['encryption: none', 'encryption: a repository is encrypted as a whole or not at all: pgstow init decides'],
  ])('is told that %j is not there yet', (field, problem) => {
    expect(refused(`id: a\nsource: { host: h, database: d, user: u }\n${field}\n`).message).toMatch(
      new RegExp(`^plans\\.yaml:3:\\d+: a: ${problem}$`),
    );
  });

  it('is told the fields that there are', () => {
    expect(refused('source: { host: h, database: d, user: u }\nfrequency: 3\n').message).toBe(
      'plans.yaml:2:12: plan 1: frequency is not a field of a plan; known are id, name, source, objects, concurrency, rateLimit, incremental, fullEvery, auditPercent, schedule, maxAge, retention, archiveAfterDays, archiveClass, lock, copies, crossBorder, hooks, drill, notifications, ping, paused',
    );
  });

  it.each([
    ['{ keepDays: 0 }', 'retention.keepDays: 0 is not allowed; allowed: a whole number from 1 to 36500'],
    ['30', 'retention: 30 is not allowed; allowed: a mapping such as { keepDays: 14, keepMonthly: 12 }'],
    ['{ days: 30 }', 'retention.days is not a field of a plan; did you mean keepDays?'],
  ])('is told what retention may be instead of %s', (retention, problem) => {
    const text = `source: { host: h, database: d, user: u }\nretention: ${retention}\n`;
    expect(refused(text).message).toMatch(/^plans\.yaml:2:\d+: plan 1: /);
    expect(refused(text).message).toContain(problem);
  });

  it.each([
    ['a: [1\nb: 2', /^plans\.yaml:2:1: Flow sequence in block collection must be/],
    ['a: 1\na: 2\n', /^plans\.yaml:2:1: Map keys must be unique$/],
    ['source: !env X', /^plans\.yaml:1:9: Unresolved tag$/],
    [
      'objects: { include: [*.*] }',
      /^plans\.yaml:1:1: Unresolved alias \(the anchor must be set before the alias\); put a pattern that begins with \* in quotes$/,
    ],
  ])('is told where its syntax is broken: %j', (text, message) => {
    expect(refused(text).message).toMatch(message);
  });

  it.each(['', '# nothing\n', '[]', '---\n---\n'])('is told that it holds no plan: %j', (text) => {
    expect(refused(text).message).toBe('plans.yaml holds no plan');
  });

  it.each([
    'source: { host: h, database: d, user: u, password: hunter2 }',
    'source: { host: h, database: d, user: u, password: { env: hunter2! } }',
    'source: { host: h, database: d, user: u, password: *hunter2 }',
    'source: { host: h, database: d, user: u, password: !hunter2 }',
    'source: { host: h, database: d, user: u, password: "hunter2 }',
    'source: { host: h, database: d, user: u, password: [hunter2] }',
    'source: { host: "postgresql://u:hunter2@h/d", database: d, user: u }',
    'source: { host: h, database: d, user: u, ssl: { clientKey: "-----BEGIN hunter2" } }',
    'source:\n  password: hunter2: x\n  host: h\n',
    'source: { host: h, database: d, user: u, password: { value: [hunter2] } }',
    'source: { host: h, database: d, user: u, password: { value: x,hunter2 } }',
    'source: { host: h, database: d, user: u, password: { value: hunter2, env: A } }',
    'source: { host: h, database: d, user: u, password: { valeu: hunter2 } }',
    'source: { host: h, database: d, user: u, password: { value: hunter2: x } }',
    'source: { host: h, database: d, user: u, password: { sealed: hunter2 } }',
    'source: { host: h, database: d, password: { value: hunter2 } }',
    'source: { host: h, database: d, user: u, password: { rdsIam: hunter2 } }',
  ])('never has its password repeated: %j', (text) => {
    const { message, hint } = refused(text);
    expect(message).not.toContain('hunter2');
    expect(hint).not.toContain('hunter2');
  });

  it('is told what to write in place of a password', () => {
    const ways =
      '{ env: NAME }, { file: PATH }, { awsSecret: NAME, key: FIELD }, { ssmParameter: NAME }, { rdsIam: { region: REGION } }, ' +
      'or { value: "PASSWORD" }, in quotes, which is sealed when the plan is applied';
    expect(refused('source: { host: h, database: d, user: u, password: hunter2 }').message).toBe(
      `plans.yaml:1:52: plan 1: source.password: what is written there (not shown) is not allowed; allowed: ${ways}`,
    );
  });

  it.each([
    '{ awsSecret: a, kee: b }',
    '{ ssmParameter: "" }',
    '{ rdsIam: { region: 5 } }',
    '{ value: "" }',
    '{ value: 1234 }',
    '{ sealed: AAAA }',
    '{ env: A, file: b }',
    '{}',
  ])('is told the ways to give a password: %s', (password) => {
    expect(refused(`source: { host: h, database: d, user: u, password: ${password} }`).message).toMatch(
      /^plans\.yaml:1:\d+: plan 1: source\.password: what is written there \(not shown\) is not allowed; allowed: /,
    );
  });

  it.each([
    [
      'h',
      'prefer',
      'a token of RDS is sent over TLS only: use ssl: { mode: verify-full } or at least require (it is prefer)',
    ],
    [
      'h',
      'disable',
      'a token of RDS is sent over TLS only: use ssl: { mode: verify-full } or at least require (it is disable)',
    ],
    ['/run', 'require', 'a token of RDS is made for the host name of its server, not for a unix socket'],
  ])('is told what a token of RDS needs: host %s, ssl %s', (host, mode, problem) => {
    const source = `{ host: ${host}, database: d, user: u, password: { rdsIam: {} }, ssl: { mode: ${mode} } }`;
    expect(refused(`source: ${source}`).message).toMatch(/^plans\.yaml:1:\d+: plan 1: source\.password: /);
    expect(refused(`source: ${source}`).message).toContain(problem);
  });

  it.each(['26', '26 h', '0h', '1.5d', '3y', '-1d', '100000h', '1h30m'])('may have no maxAge %j', (maxAge) => {
    expect(() => parsePlan({ ...smallest, maxAge })).toThrow(
      `maxAge: "${maxAge}" is not allowed; allowed: a text such as 26h: a whole number of minutes (m), hours (h), days (d) or weeks (w)`,
    );
  });

  it.each([
    [
      { allowed: true },
      'crossBorder: the reason is missing; say why, or who has decided it: it is recorded in every set',
    ],
    [{ reason: 'x' }, 'crossBorder.allowed is missing; allowed: true or false'],
    [true, 'crossBorder: true is not allowed; allowed: { allowed: true, reason: WORDS }'],
  ])('is told how to allow another region: %j', (crossBorder, problem) => {
    expect(() => parsePlan({ ...smallest, crossBorder })).toThrow(problem);
  });
});

describe('the password of a plan', () => {
  it.each([
    { env: 'A' },
    { file: 'a' },
    { awsSecret: 'orders' },
    {
      awsSecret: 'arn:aws:secretsmanager:eu-central-1:1:secret:orders-AbCdEf',
      key: 'password',
      region: 'us-gov-west-1',
    },
    { ssmParameter: '/orders/password', region: 'eu-central-1' },
    { rdsIam: {} },
    { rdsIam: { region: 'eu-central-1' } },
    { value: 'any "thing"\n' },
    { sealed: Buffer.alloc(61).toString('base64') },
  ])('may be given as %j', (password) => {
    const source = { ...smallest.source, password, ssl: { mode: 'verify-full' } };
    expect(parsePlan({ source }).source.password).toEqual(password);
  });
});

describe('the JSON schema of a plan', () => {
  it('is the one in docs', async () => {
    const committed = await readFile(new URL('../../docs/plan.schema.json', import.meta.url), 'utf8');
    expect(JSON.parse(committed)).toEqual(planJsonSchema());
  });

  it('describes every field', () => {
    const undescribed: string[] = [];
    const visit = (schema: unknown, path: string) => {
      const { properties = {}, description } = schema as { properties?: Record<string, unknown>; description?: string };
      if (path && !description) undescribed.push(path);
      for (const [name, field] of Object.entries(properties)) visit(field, `${path}.${name}`);
    };
    visit((planJsonSchema() as { $defs: { plan: unknown } }).$defs.plan, '');
    expect(undescribed).toEqual([]);
  });
});

function refused(text: string): PgstowError {
  try {
    parsePlans(text, 'plans.yaml');
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(PgstowError);
    return thrown as PgstowError;
  }
  throw new Error('was accepted');
}

describe('when a plan is drilled, and what that asserts', () => {
  it('a schedule of drills has the words and defaults of that of backups', () => {
    const { drill, schedule } = parsePlan({
      ...smallest,
      schedule: { startAt: ['05:00'] },
      drill: { schedule: { startAt: ['05:00'] } },
    });
    expect(drill!.schedule).toEqual(schedule);
  });

  it.each([
    [
      {},
      'drill: it says neither when to drill nor what must hold; allowed: { schedule: WHEN, assertions: [{ name: WORDS, sql: SELECT }] }, or one of the two',
    ],
    [
      { assertions: [{ name: 'a', sql: ' ' }] },
      'drill.assertions[0].sql: " " is not allowed; allowed: one SELECT that gives one row with one boolean, at most 10000 characters',
    ],
    [
      {
        assertions: [
          { name: 'a', sql: 'SELECT true' },
          { name: 'a', sql: 'SELECT true' },
        ],
      },
      'drill.assertions: two of them have the same name',
    ],
    [{ schedule: { days: ['sun'] } }, 'drill.schedule.startAt: days need times to start at, such as ["01:00"]'],
    [
      { schedule: { cron: '0 5 * *', timeZone: 'Berlin' } },
      expect.stringMatching(/^drill\.schedule\.cron: .*\ndrill\.schedule\.timeZone: "Berlin" is no time zone/),
    ],
  ])('%j is refused', (drill, message) => {
    expect(() => parsePlan({ ...smallest, drill })).toThrow(expect.objectContaining({ code: 'input', message }));
  });
});
