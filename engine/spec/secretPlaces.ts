import type { PlanDocument } from './plan.ts';

/** What of a plan says where its secrets and certificates are. */
export interface NamesSecrets {
  readonly source: Pick<PlanDocument['source'], 'password' | 'ssl'>;
  readonly notifications?: PlanDocument['notifications'];
  readonly ping?: PlanDocument['ping'];
}

export interface SecretPlaces {
  /** Environment variables, by name; each once. */
  readonly variables: readonly string[];
  /** Paths of files; each once. */
  readonly files: readonly string[];
}

/** Where on its machine a run of the plan finds secrets and certificates. Those kept at AWS, and sealed ones, are not there. */
export function secretPlaces({ source: { password, ssl }, notifications = [], ping }: NamesSecrets): SecretPlaces {
  const ofSource = [password, ssl.rootCertificate, ssl.clientCertificate, ssl.clientKey];
  const references = [...ofSource, ...notifications.map(({ webhook }) => webhook), ping].filter((each) => !!each);
  return {
    variables: [...new Set(references.flatMap((each) => ('env' in each ? [each.env] : [])))],
    files: [...new Set(references.flatMap((each) => ('file' in each ? [each.file] : [])))],
  };
}
