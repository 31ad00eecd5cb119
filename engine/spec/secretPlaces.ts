import type { PlanDocument } from './plan.ts';

/** What of a plan says where its secrets and certificates are. */
export interface NamesSecrets {
  readonly source: Pick<PlanDocument['source'], 'password' | 'ssl' | 'bastion' | 'instance'>;
  readonly copies?: PlanDocument['copies'];
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
export function secretPlaces({ source, copies = [], notifications = [], ping }: NamesSecrets): SecretPlaces {
  const { password, ssl, bastion, instance } = source;
  const ofSource = [password, ssl.rootCertificate, ssl.clientCertificate, ssl.clientKey];
  const ofBastion = [bastion?.privateKey, bastion?.passphrase, bastion?.knownHosts];
  const ofCopies = copies.flatMap(({ key, passphrase, credentials }) => [
    ...[key, passphrase],
    ...[credentials?.accessKeyId, credentials?.secretAccessKey],
  ]);
  const others = [...notifications.map(({ webhook }) => webhook), ping];
  const ofAlibaba = instance?.alibabaRds || instance?.alibabaPolardb ? alibabaVariables : [];
  return placesOf([...ofSource, ...ofBastion, ...ofCopies, ...others], ofAlibaba);
}

/** The same of a drill of the plan, which does not come near the source. */
export function secretPlacesOfDrill({ notifications = [] }: Pick<NamesSecrets, 'notifications'>): SecretPlaces {
  return placesOf(notifications.map(({ webhook }) => webhook));
}

function placesOf(references: readonly (object | undefined)[], more: readonly string[] = []): SecretPlaces {
  const named = (how: 'env' | 'file') =>
    references.flatMap((each) => (each && how in each ? [(each as Record<typeof how, string>)[how]] : []));
  return { variables: [...new Set([...named('env'), ...more])], files: [...new Set(named('file'))] };
}

/** Which look an instance up. */
const alibabaVariables = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_ACCESS_KEY_SECRET'];
