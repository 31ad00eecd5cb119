import { createHash } from 'node:crypto';
import type { Plan, Repository } from '../engine.ts';
import { Refusal } from '../refusal.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import { isEqual, isObject, isUnknown, type ObjectValue } from '../values/value.ts';

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

/** Whether the version of the password is another one than before. */
export function isNewPassword(planned: ObjectValue, prior: ObjectValue): boolean {
  const versionOf = ({ source = null }: ObjectValue) =>
    isObject(source) ? (source.password_wo_version ?? null) : null;
  return !isEqual(versionOf(planned), versionOf(prior));
}

/** By which a sealed password is known again, without telling anything of it; undefined where there is none. */
export function sealedMark({ document }: Plan): string | undefined {
  const { password } = document.source;
  if (!password || !('sealed' in password)) return undefined;
  return createHash('sha256').update(password.sealed).digest('hex');
}
