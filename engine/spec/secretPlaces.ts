import type { PlanDocument } from './plan.ts';

/** What of a plan says where its secrets and certificates are. */
export interface NamesSecrets {
  readonly source: Pick<PlanDocument['source'], 'password' | 'ssl' | 'bastion' | 'instance'>;
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
export function secretPlaces({ source, notifications = [], ping }: NamesSecrets): SecretPlaces {
  const { password, ssl, bastion, instance } = source;
  const ofSource = [password, ssl.rootCertificate, ssl.clientCertificate, ssl.clientKey];
  const ofBastion = [bastion?.privateKey, bastion?.passphrase, bastion?.knownHosts];
  const others = [...notifications.map(({ webhook }) => webhook), ping];
  const references = [...ofSource, ...ofBastion, ...others].filter((each) => !!each);
  const ofAlibaba = instance?.alibabaRds || instance?.alibabaPolardb ? alibabaVariables : [];
  return {
    variables: [...new Set([...references.flatMap((each) => ('env' in each ? [each.env] : [])), ...ofAlibaba])],
    files: [...new Set(references.flatMap((each) => ('file' in each ? [each.file] : [])))],
  };
}

/** Which look an instance up. */
const alibabaVariables = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
