import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Plan, PlanDocument, Repository } from '../engine.ts';
import { Refusal, refusal } from '../refusal.ts';
import type { Update } from '../resourceType.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import { isEqual, isObject, isUnknown, type ObjectValue, type Value } from '../values/value.ts';
import { planAttributes } from './planAttributes.ts';
import { toDocument } from './planDocument.ts';

const path = ['source', 'password_wo'] as const;

/** How a password is given that is kept elsewhere. */
export const otherWays =
  'password = { env = "NAME" }, { file = "PATH" }, { aws_secret = "NAME" }, { ssm_parameter = "NAME" } or { rds_iam = {} }';

/** How the attributes of a password go together. */
export function passwordProblems({ source = null }: ObjectValue): readonly Diagnostic[] {
  if (!isObject(source)) return [];
  const { password_wo: secret = null, password_wo_version: version = null, password = null } = source;
  if (isUnknown(secret) || isUnknown(version) || isUnknown(password)) return [];
  if (secret !== null && password !== null) {
    return [problem('source.password_wo and source.password are both given', 'Give one of them.')];
  }
  if (secret !== null && version === null) {
    return [
      problem(
        'source.password_wo is given without source.password_wo_version',
        'Give password_wo_version = 1, and another number whenever the password is another one: Terraform cannot see by itself that it has changed.',
      ),
    ];
  }
  if (secret === null && version !== null) {
    return [
      problem(
        'source.password_wo_version is given without source.password_wo',
        'Give the password, or leave out its version. A variable that holds it must not be null.',
      ),
    ];
  }
  return secret === ''
    ? [problem('source.password_wo is empty', `Give the password, or name where it is: ${otherWays}.`)]
    : [];
}

function problem(what: string, remedy: string): Diagnostic {
  return { severity: 'error', summary: 'Invalid password', detail: `${what}.\n\n${remedy}`, path };
}

/** That this repository can keep the password, if one is given. */
export function checkPassword({ facts, store }: Repository, { source = null }: ObjectValue): Diagnostic | undefined {
  const isGiven = isObject(source) && source.password_wo !== null;
  if (!isGiven || facts.encryption !== 'none') return undefined;
  return {
    severity: 'error',
    summary: 'This repository keeps no password',
    detail: `source.password_wo: ${store.url} is not encrypted, so there is nothing to seal the password to.\n\nUse a repository with encryption, or name where the password is when the plan runs: ${otherWays}.`,
    path,
  };
}

export function refusePassword(repository: Repository, config: ObjectValue): void {
  const refused = [...passwordProblems(config), checkPassword(repository, config)].filter((each) => each !== undefined);
  if (refused.length > 0) throw new Refusal(refused);
}

/**
 * The stored plan, where its sealed password is the one to keep: its version is the same, and so are the server and the role that it
 * was sealed for. Rejects where it is for others and is not given anew.
 */
export function keptPassword(stored: Plan | undefined, { config, planned, prior }: Whole): Plan | undefined {
  const [source, before, given] = [planned.source, prior.source, config.source].map((each) => sourceOf(each));
  const { password_wo_version: version = null, password = null } = source!;
  if (!stored || password !== null || !isEqual(version, before!.password_wo_version ?? null)) return undefined;
  const { host, port, user, instance, password: kept } = stored.document.source;
  const wanted = toDocument(planAttributes, { source: source! }).source as SealedFor;
  if (isDeepStrictEqual(sealedFor(wanted), sealedFor(stored.document.source))) return stored;
  if (!kept || !('sealed' in kept) || typeof given!.password_wo === 'string') return undefined;
  throw refusal('The password was sealed for another server or role', {
    detail: `It was sealed for ${user}@${instance ? 'that instance' : `${host}:${port}`}, and opens for nothing else.\n\nGive it anew: password_wo, with password_wo_version = 1; or name where the password is: ${otherWays}.`,
    path,
  });
}

/** What of a source makes a password sealed for it another one: the server, the role, and who is on the way. */
function sealedFor({ host, port, user, instance, bastion }: SealedFor): unknown {
  const way = bastion && [bastion.host, bastion.port, bastion.user, bastion.hostKey, bastion.knownHosts];
  return instance ? [instance, user, way] : [host, port, user, way];
}

type SealedFor = Partial<Pick<PlanDocument['source'], 'host' | 'port' | 'user' | 'instance' | 'bastion'>>;

type Whole = Pick<Update, 'config' | 'planned' | 'prior'>;

function sourceOf(source: Value | undefined): ObjectValue {
  return isObject(source) ? source : {};
}

/** By which a sealed password is known again, without telling anything of it; undefined where there is none. */
export function sealedMark({ document }: Plan): string | undefined {
  const { password } = document.source;
  if (!password || !('sealed' in password)) return undefined;
  return createHash('sha256').update(password.sealed).digest('hex');
}
