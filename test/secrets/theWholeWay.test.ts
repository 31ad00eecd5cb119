import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GatewayFacts } from '../../embedded/gateway/rgw.ts';
import { startServer, type ThrowawayServer } from '../../embedded/server.ts';
import { realAws } from '../../engine/aws/aws.ts';
import { backup, generateKey, openRepository, parseTargetUrl, restore } from '../../engine/index.ts';
import { KeyFolder } from '../../engine/repository/keyFolder.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { deriveKeys } from '../../engine/seal/keys.ts';
import { parseKey } from '../../engine/seal/keyText.ts';
import type { TlsFiles } from '../../engine/throwaway/cluster.ts';
import { Bucket, startTimeout } from '../gateway/bucket.ts';
import { Receiver } from '../notify/receiver.ts';
import { selfSignedCertificate } from '../postgres/certificate.ts';
import { wholeSet } from '../roundtrip/testRepository.ts';
import { dropDatabases, freshDatabase, type TestDatabase } from '../servers.ts';
import { sharedOptions } from '../setup/sharedServer.ts';
import { AwsServices } from './awsServices.ts';
import { WholeWay } from './wholeWay.ts';

/** A server of this file's own: it asks for passwords, and logs every statement and who said it. */
let server: ThrowawayServer;
let source: TestDatabase;
let tls: TlsFiles;
beforeAll(async () => {
  const shared = sharedOptions('18');
  const logging = { log_statement: 'all', log_connections: 'all', log_line_prefix: '%m %a %u %d %r ' };
  tls = selfSignedCertificate();
  server = await startServer({ ...shared, tcp: true, tls, settings: { ...shared.settings, ...logging } });
  source = await freshDatabase(server);
  await source.query('CREATE TABLE orders AS SELECT n AS id, md5(n::text) AS code FROM generate_series(1, 1000) n');
});
afterAll(async () => {
  await dropDatabases();
  await server?.stop();
});

/** The ways to name a password, which the plans that use them are called after. */
const kinds = ['env', 'file', 'aws-secret', 'ssm-parameter', 'value', 'rds-iam'] as const;
type Kind = (typeof kinds)[number];

/** One that is written differently wherever something is escaped. */
function newPassword(): string {
  return `${randomBytes(6).toString('hex')}:@/%'"ü&${randomBytes(6).toString('hex')}`;
}

interface Scene {
  readonly name: string;
  readonly bucket: boolean;
  readonly encrypted: boolean;
  readonly kinds: readonly Kind[];
}

const scenes: readonly Scene[] = [
  { name: 'an encrypted bucket', bucket: true, encrypted: true, kinds },
  { name: 'a folder that is not encrypted', bucket: false, encrypted: false, kinds: ['env', 'file'] },
];

test.for(scenes)(
  'no secret is in any output, error, record, object, log or process list, all the way through $name',
  { timeout: startTimeout + 300_000 },
  async (scene, context) => {
    const bucket = scene.bucket ? await Bucket.fresh(context) : undefined;
    const passwords = Object.fromEntries(kinds.map((each) => [each, newPassword()])) as Record<Kind, string>;
    await using services = await AwsServices.start(passwords);
    await using receiver = await Receiver.start(404);
    const aws = bucket ? gatewayCredentials(bucket.facts) : madeUpCredentials();
    await using way = await WholeWay.begin(bucket?.address(), { ...aws, ...services.env });
    const target = await freshDatabase(server);
    const work: Work = { way, scene, passwords, address: `127.0.0.1:${server.port}/${target.name}` };
    registerAll(work, aws);
    for (const verifier of await createRoles(passwords))
      way.register.add('what proves the password of a role', verifier);
    const logBefore = server.log().length;

    const env = {
      ...{ ORDERS_PASSWORD: passwords.env, PGSTOW_ALLOW_HOOKS: '1' },
      ...tokens(work, receiver.url),
      ...(await makeRepository(work, services.kmsKey)),
    };
    await usePlans(work, env);
    await restoreAndVerify(work, env);
    await failByCommands(work, env);
    if (scene === scenes[0]) await failBeforeTheRepository(work, env); // the same wherever that would have been
    if (bucket) await failAtTheBucket(work, env);
    await failInLibrary(work, env);

    for (const request of services.requests) way.keep('a request to AWS', request);
    for (const { body } of receiver.received) way.keep('a message', body);
    expect(receiver.received.length).toBeGreaterThan(4);
    way.keep('the log of the server', server.log().slice(logBefore));
    const { found, searched, processes } = await way.leaks();
    expect(found).toEqual([]);
    expect(way.register.size).toBeGreaterThan(scene.encrypted ? 21 : 14);
    expect(searched).toBeGreaterThan(60);
    if (process.platform === 'linux') expect(processes).toBeGreaterThan(1000);
  },
);

interface Work {
  readonly way: WholeWay;
  readonly scene: Scene;
  readonly passwords: Readonly<Record<Kind, string>>;
  /** Of the database to restore into, from its host on. */
  readonly address: string;
}

type Environment = Readonly<Record<string, string>>;

function gatewayCredentials({ accessKeyId, secretAccessKey }: GatewayFacts): Environment {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

function madeUpCredentials(): Environment {
  return {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: randomBytes(20).toString('base64'),
    AWS_SESSION_TOKEN: randomBytes(60).toString('base64'),
  };
}

/** Addresses that hold a token each: nobody is to see them but the receiver. */
function tokens({ way: { register } }: Work, url: string): Environment {
  const token = (name: string) => register.add(`the address of ${name}`, randomBytes(12).toString('hex'));
  return { ORDERS_WEBHOOK: `${url}/${token('a webhook')}`, ORDERS_PING: `${url}/${token('the ping')}` };
}

/** A message for everything that happens, and commands that print all that they get. */
const told = {
  hooks: { before: [['env']], after: [['env'], ['false']] },
  notifications: [
    { webhook: { env: 'ORDERS_WEBHOOK' }, on: ['failure', 'success'] },
    { webhook: { env: 'ORDERS_WEBHOOK' }, format: 'slack', on: ['failure', 'success'] },
  ],
  ping: { env: 'ORDERS_PING' },
};

function registerAll({ way: { register }, scene, passwords }: Work, aws: Environment): void {
  for (const each of kinds) register.add(`the password by ${each}`, passwords[each]);
  const { AWS_ACCESS_KEY_ID: _, ...secrets } = aws;
  for (const [name, value] of Object.entries(secrets)) {
    if (scene.bucket) register.addOfOthers(name, value);
    else register.add(name, value);
  }
  register.addOfOthers('a token of RDS', 'X-Amz-Signature=');
  register.add('the password of the superuser', server.password);
  register.add('the key of the client', tls.key.split('\n')[1]!);
}

/**
 * Superusers, so that each could back up and restore; whoever makes them is not logged. Returns what the server keeps to prove
 * their passwords by: `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`, without what is no secret of it.
 */
async function createRoles(passwords: Readonly<Record<Kind, string>>): Promise<string[]> {
  const client = await source.connect();
  await client.query("SET log_statement = 'none'");
  for (const [kind, password] of Object.entries(passwords)) {
    await client.query(`DROP ROLE IF EXISTS "role_${kind}"`);
    await client.query(`CREATE ROLE "role_${kind}" SUPERUSER LOGIN PASSWORD '${password.replaceAll("'", "''")}'`);
  }
  const { rows } = await client.query("SELECT rolpassword FROM pg_authid WHERE rolname LIKE 'role\\_%'");
  await client.end();
  return rows.map(({ rolpassword }) => /[^$]+$/.exec(rolpassword)![0]);
}

function planWith(kind: Kind, passwords: Readonly<Record<Kind, string>>, folder: string): object {
  const references: Readonly<Record<Kind, object>> = {
    env: { env: 'ORDERS_PASSWORD' },
    file: { file: join(folder, 'password') },
    'aws-secret': { awsSecret: 'orders', key: 'password' },
    'ssm-parameter': { ssmParameter: '/orders/password' },
    value: { value: passwords.value },
    'rds-iam': { rdsIam: { region: 'us-east-1' } },
  };
  const { host, port, database } = server.target(source.name, 'tcp');
  const ssl = {
    mode: 'require',
    clientCertificate: { file: join(folder, 'client.crt') },
    clientKey: { file: join(folder, 'client.key') },
  };
  const of = { host, port, database, user: `role_${kind}`, password: references[kind], ssl };
  return { id: kind, source: of, ...(kind === 'env' && told) };
}

/** Makes the repository, opens it in every way there is, and fails to in as many. What opens it, for the rest. */
async function makeRepository({ way, scene }: Work, kmsKey: string): Promise<Environment> {
  if (!scene.encrypted) {
    await way.run(['init', '--no-encryption']);
    return {};
  }
  const key = await way.newKey(['init']);
  const env = { PGSTOW_KEY: key };
  const passphrase = way.register.add('the passphrase', `${newPassword()} battery`);
  const files = { key: join(way.folder, 'key'), passphrase: join(way.folder, 'passphrase') };
  await writeFile(files.key, key);
  await writeFile(files.passphrase, passphrase);
  await way.newKey(['key', 'add', '--label', 'the safe'], { env });
  await way.run(['key', 'add', '--passphrase-file', files.passphrase], { env });
  await way.run(['key', 'add', '--kms-key', kmsKey], { env });
  await registerMaster(way, key);
  await way.run(['sets', '--key-file', files.key]);
  await way.run(['sets'], { env: { PGSTOW_PASSPHRASE: passphrase } });
  await way.run(['sets'], { env: { PGSTOW_KMS_KEY: kmsKey } });
  const other = way.register.add('a wrong key', generateKey());
  const refused: readonly Environment[] = [
    { PGSTOW_KEY: other },
    { PGSTOW_KEY: other.slice(0, -1) },
    { PGSTOW_PASSPHRASE: other },
    { PGSTOW_KEY: key, PGSTOW_PASSPHRASE: passphrase },
    { PGSTOW_KMS_KEY: 'alias/none' },
  ];
  await Promise.all(refused.map((each) => way.run(['sets'], { env: each, status: 2 })));
  await way.run(['init', '--no-encryption'], { env, status: 2 });
  return env;
}

/** Nobody is ever told these; they are had from the inside. */
async function registerMaster({ register, repository }: WholeWay, key: string): Promise<void> {
  const opener = { kind: 'key', key: register.addBytes('the bytes of the key', parseKey(key)) } as const;
  const { id, store, facts } = await openRepository(repository, { key });
  const place = { store, surroundings: realSurroundings(), aws: realAws(process.env) };
  if (facts.encryption === 'none') throw new Error('it is not encrypted');
  const folder = new KeyFolder(place, id, { created: facts.created, publicKey: facts.encryption.publicKey });
  const { masters } = await folder.open(opener, await folder.read());
  const master = Buffer.from(masters[0]!);
  const { blobNames, privateKey, publicKey } = deriveKeys(register.addBytes('the master key', master), id);
  expect(facts.encryption).toMatchObject({ publicKey: publicKey.toString('base64') });
  register.addBytes('the key of blob names', blobNames);
  register.addBytes('the private key', Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url'));
}

/** Plans with each way to name a password, from being applied to a set; commands that need nothing of each other run together. */
async function usePlans({ way, scene, passwords }: Work, env: Environment): Promise<void> {
  await writeFile(join(way.folder, 'password'), `${passwords.file}\n`);
  await writeFile(join(way.folder, 'client.crt'), tls.certificate);
  await writeFile(join(way.folder, 'client.key'), tls.key);
  const input = JSON.stringify(scene.kinds.map((each) => planWith(each, passwords, way.folder)));
  await way.run(['plan', 'apply', '-f', '-'], { input });
  await way.run(['plan', 'apply', '-f', '-', '--json'], { input, env });
  if (!scene.encrypted) {
    const sealed = JSON.stringify([planWith('value', passwords, way.folder)]);
    await way.run(['plan', 'apply', '-f', '-'], { input: sealed, env, status: 2 });
  }
  const use = async (plan: Kind) => {
    const status = plan === 'rds-iam' ? 1 : 0; // no server of ours takes its tokens
    await way.run(['test-connection', plan, '--json'], { env, status });
    await way.run(['backup', plan, '--json'], { env, status });
  };
  await Promise.all(scene.kinds.map(use));
  await Promise.all([
    ...scene.kinds.map((plan) => way.run(['plan', 'history', plan, '--json'], { env })),
    way.run(['plan', 'show', scene.kinds.at(-1)!], { env }),
    way.run(['precheck', 'env'], { env }),
    way.run(['test-notifications', 'env'], { env, status: 1 }),
    way.run(['grants', 'env', '--for', 'restore'], { env }),
  ]);
}

async function restoreAndVerify({ way, passwords, address }: Work, env: Environment): Promise<void> {
  const target = `postgresql://role_env@${address}`;
  await way.run(['restore', 'env', '--target', target, '--dry-run'], { env: { ...env, PGPASSWORD: passwords.env } });
  const PGSTOW_TARGET = targetWith(passwords.env, address);
  await way.run(['restore', 'env', '--json'], { env: { ...env, PGSTOW_TARGET } });
  await way.run(['restore', 'env', '--conflict', 'replace'], { env: { ...env, PGSTOW_TARGET } });
  await Promise.all([
    way.run(['query', 'env', 'SELECT count(*) FROM orders', '--server', target], {
      env: { ...env, PGPASSWORD: passwords.env },
    }),
    way.run(['cat', 'env', '--table', 'public.orders', '--limit', '3'], { env }),
    way.run(['export', 'env', '--format', 'plain', '--to', join(way.folder, 'tmp', 'out')], { env }),
    way.run(['verify', '--json'], { env }),
  ]);
  const lists = [['sets'], ['runs'], ['health'], ['plan', 'list'], ['key', 'list']];
  await Promise.all(lists.map((args) => way.run([...args, '--json'], { env })));
}

/** Wrong passwords. */
async function failByCommands({ way, address }: Work, env: Environment): Promise<void> {
  const wrong = way.register.add('a wrong password', newPassword());
  await Promise.all([
    way.run(['backup', 'env'], { env: { ...env, ORDERS_PASSWORD: wrong }, status: 1 }),
    way.run(['precheck', 'env'], { env: { ...env, ORDERS_PASSWORD: wrong }, status: 3 }),
    way.run(['restore', 'env'], { env: { ...env, PGSTOW_TARGET: targetWith(wrong, address) }, status: 1 }),
  ]);
}

/** Secrets in places where they do not belong. */
async function failBeforeTheRepository({ way, address }: Work, env: Environment): Promise<void> {
  const wrong = way.register.add('a misplaced password', newPassword());
  const typed = targetWith(wrong, address);
  const targets = [
    `postgresql://role_env:${wrong}@${address}`, // nothing is percent-encoded
    `postgresql://role_env@${address}?password=${wrong}`,
    typed.replace('postgresql', 'mysql'),
    `${typed}?sslmode=bogus`,
  ];
  const refused = (PGSTOW_TARGET: string) => way.run(['restore', 'env'], { env: { ...env, PGSTOW_TARGET }, status: 2 });
  await Promise.all(targets.map(refused));
  const key = way.register.add('an AWS key in an address', `wJal/${randomBytes(12).toString('hex')}+x`);
  const addresses = [`s3://AKIA:${key}@b/p`, `s3://b/p?secret=${key}`, `https://u:${key}@h`];
  await Promise.all(addresses.map((PGSTOW_REPOSITORY) => way.run(['sets'], { env: { PGSTOW_REPOSITORY }, status: 2 })));
  const plans = [
    `source: { host: h, database: d, user: u, pasword: { value: ${JSON.stringify(wrong)} } }\n`,
    JSON.stringify({ source: { password: wrong } }),
    `source: { password: { value: "${wrong}`,
    JSON.stringify([{ ping: `https://h/${wrong}` }, { notifications: [{ webhook: { value: `https://h/${wrong}` } }] }]),
  ];
  await Promise.all(plans.map((input) => way.run(['plan', 'apply', '-f', '-'], { input, status: 2 })));
}

async function failAtTheBucket({ way }: Work, env: Environment): Promise<void> {
  const AWS_SECRET_ACCESS_KEY = way.register.add('a wrong secret access key', randomBytes(20).toString('base64'));
  const refused = await way.run(['sets'], { env: { ...env, AWS_SECRET_ACCESS_KEY }, status: 1 });
  expect(refused.stderr).toContain('SignatureDoesNotMatch');
}

/** The same through the library, whose errors show more than what the command line prints of them. */
async function failInLibrary({ way, scene, passwords, address }: Work, env: Environment): Promise<void> {
  const { register, repository: url } = way;
  const repository = await openRepository(url, env.PGSTOW_KEY ? { key: env.PGSTOW_KEY } : {});
  const wrong = register.add('a wrong password in this process', newPassword());
  const inVain = { ...process.env, ...env, ORDERS_PASSWORD: wrong };
  await way.fails('backup with a wrong password', () => backup(repository, 'env', { env: inVain }));
  const into = async (target: string) =>
    restore(repository, { ...wholeSet, plan: 'env', target: await parseTargetUrl(target) });
  await way.fails('restore with a wrong password', () => into(targetWith(wrong, address)));
  await way.fails('restore into no database', () => into(targetWith(passwords.env, `${address}_none`)));
  await way.fails('restore into what stands already', () => into(targetWith(passwords.env, address)));
  await way.fails('open with a wrong key', () => openRepository(url, { key: generateKey() }));
  if (!scene.encrypted) return;
  const locked = await openRepository(url, { withoutKms: true });
  await way.fails('back up without a key', () => backup(locked, 'value'));
  const passphrase = register.add('a wrong passphrase', newPassword());
  await way.fails('open with a wrong passphrase', () => openRepository(url, { passphrase }));
}

function targetWith(password: string, address: string): string {
  return `postgresql://role_env:${encodeURIComponent(password)}@${address}`;
}
