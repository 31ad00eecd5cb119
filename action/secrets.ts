import { readFile } from 'node:fs/promises';
import { inputs } from './inputs.ts';
import type { Environment } from './loadInputs.ts';

/** Variables that hold nothing but a secret. */
export const secretVariables = [
  'PGSTOW_KEY',
  'PGSTOW_PASSPHRASE',
  'PGPASSWORD',
  'PGSTOW_BASTION_KEY',
  'PGSTOW_COPY_KEY',
  'PGSTOW_COPY_PASSPHRASE',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  'ALIBABA_CLOUD_SECURITY_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
];

/** Secrets that can be told from others by where they stand: known variables, passwords in addresses, inputs that are none. */
export function secretsInEnvironment(env: Environment): string[] {
  const known = secretVariables.map((name) => env[name]);
  const addresses = [
    env.PGSTOW_TARGET,
    env.PGSTOW_DRILL_SERVER,
    env.INPUT_TARGET,
    env.INPUT_SERVER,
    env.INPUT_REPOSITORY,
  ].flatMap((url) => (url ? passwordsIn(url) : []));
  const isInput = (name: string) => Object.hasOwn(inputs, name.slice('INPUT_'.length).toLowerCase());
  const misplaced = Object.entries(env).filter(
    ([name]) => /^INPUT_.*(KEY|PASS|PWD|SECRET|TOKEN|CREDENTIAL|WEBHOOK)/i.test(name) && !isInput(name),
  );
  return [...known, ...addresses, ...misplaced.map(([, value]) => value)].filter((secret) => !!secret) as string[];
}

/** As they are written, and as they are read. */
function passwordsIn(url: string): string[] {
  const written = [/^\w+:\/\/[^:/?#@]*:(.+)@/s.exec(url)?.[1], /[?&]password=([^&#]+)/.exec(url)?.[1]];
  return written.flatMap((password) => (password ? [password, decoded(password)] : []));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What plans name as the place of a secret, or hold. Files that cannot be read are said by whoever needs them. */
export async function secretsOfPlans(documents: readonly unknown[], env: Environment): Promise<string[]> {
  const found = documents.flatMap((document) => referencesIn(document)).map((each) => contentOf(each, env));
  return (await Promise.all(found)).filter((secret) => !!secret) as string[];
}

type Place = { readonly env: string } | { readonly file: string } | { readonly value: string };

/** Wherever a plan has `{ env: NAME }`, `{ file: PATH }` or `{ value: SECRET }`; certificates are none. */
function referencesIn(node: unknown): Place[] {
  if (typeof node !== 'object' || node === null) return [];
  const fields = Object.entries(node).filter(([name]) => !/certificate$/i.test(name));
  const isPlace = fields.some(([name, text]) => /^(env|file|value)$/.test(name) && typeof text === 'string');
  return isPlace ? [node as Place] : fields.flatMap(([, child]) => referencesIn(child));
}

async function contentOf(place: Place, env: Environment): Promise<string | undefined> {
  if ('value' in place) return place.value;
  if ('env' in place) return env[place.env];
  const text = await readFile(place.file, 'utf8').catch(() => undefined);
  return text?.replace(/\r?\n$/, '');
}
