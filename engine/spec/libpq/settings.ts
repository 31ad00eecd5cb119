import { PgstowError } from '../../errors.ts';
import { didYouMean } from '../nearMatches.ts';
import type { Environment } from '../secret.ts';
import { parameters } from './parameters.ts';
import { readService, type Service } from './serviceFile.ts';

/** A parameter's value, and who gives it, as the beginning of a sentence. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

export type Settings = Readonly<Record<string, Setting>>;

/**
 * What is given, completed as libpq does it: what is given comes first, then the service that is named, then the environment. Rejects
 * with `input` what pgstow does not do as libpq would, by name, rather than to leave it out.
 */
export async function completeSettings(given: Settings, env: Environment): Promise<Settings> {
  const fromEnvironment = settingsOf(env);
  const service = given.service ?? fromEnvironment.service;
  const ofService = service ? await serviceSettings(service, env) : {};
  const settings = { ...fromEnvironment, ...ofService, ...given };
  for (const [name, setting] of Object.entries(settings)) refuseOthers(name, setting);
  return settings;
}

function settingsOf(env: Environment): Settings {
  const set = Object.entries(parameters).flatMap(([name, { variable }]) => {
    const value = variable === undefined ? undefined : env[variable];
    return value ? [[name, { value, from: variable! }] as const] : [];
  });
  return Object.fromEntries(set);
}

async function serviceSettings({ value: name, from }: Setting, env: Environment): Promise<Settings> {
  const { fields, file }: Service = await readService(name, from, env);
  const where = `service ${name} in ${file}`;
  const unknown = Object.keys(fields).find((field) => !Object.hasOwn(parameters, field) || field === 'service');
  if (unknown !== undefined) {
    throw new PgstowError('input', `${where} has ${unknown}, which is no parameter of libpq there`, {
      hint: didYouMean(unknown, Object.keys(parameters), 'https://www.postgresql.org/docs/current/libpq-connect.html'),
    });
  }
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, { value, from: where }]));
}

function refuseOthers(name: string, { value, from }: Setting): void {
  const { here } = parameters[name]!;
  if (typeof here === 'string' || here.includes(value)) return;
  const allowed = here.length > 0 ? `set it to ${here.join(' or ')}, or leave it out` : 'leave it out for pgstow';
  throw new PgstowError('input', `${from} gives ${name}, which pgstow does not do`, { hint: allowed });
}
