import { readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';

/** A command line of an example, with all that its container would have. */
export interface ContainerCommand {
  /** Where it stands. */
  readonly from: string;
  /** What follows `pgstow`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Files that are mounted, by their paths. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the examples leave to whoever uses them. */
export interface OwnValues {
  readonly key: string;
  readonly password: string;
  /** Where restores go to. */
  readonly target?: string;
  /** Takes the place of the database in a plan file. */
  readonly plans: (text: string) => string;
}

const folder = new URL('../../examples/', import.meta.url);

function textOf(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8');
}

/** Whether it is our image; another one is no business of ours. */
const isOurs = (image: unknown) => typeof image === 'string' && image.startsWith('ghcr.io/pgstow/pgstow:');

// biome-ignore lint/suspicious/noExplicitAny: whatever is in a manifest
type Manifest = any;

/** The containers of `examples/kubernetes`, in the order in which they are applied. */
export function kubernetesCommands({ key, password, target = '', plans }: OwnValues): ContainerCommand[] {
  const manifests = kubernetesManifests();
  const secrets: Record<string, string> = { PGSTOW_KEY: key, ORDERS_PASSWORD: password, PGSTOW_TARGET: target };
  const maps = manifests.filter(({ kind }) => kind === 'ConfigMap');
  return manifests.flatMap((manifest) =>
    podsIn(manifest).flatMap((pod) =>
      pod.containers
        .filter((each: Manifest) => isOurs(each.image))
        .map((container: Manifest) => ({
          from: `${manifest.kind} ${manifest.metadata.name}`,
          args: container.args,
          env: {
            ...indexIn(manifest),
            ...Object.fromEntries((container.env ?? []).map((each: Manifest) => [each.name, settingOf(each, secrets)])),
          },
          files: Object.fromEntries(
            (container.volumeMounts ?? []).flatMap(({ name, mountPath }: Manifest) => {
              const { configMap } = pod.volumes.find((each: Manifest) => each.name === name);
              const map = configMap && maps.find(({ metadata }) => metadata.name === configMap.name);
              return Object.entries(map?.data ?? {}).map(([file, text]) => [
                `${mountPath}/${file}`,
                plans(String(text)),
              ]);
            }),
          ),
        })),
    ),
  );
}

/** What Kubernetes sets in the first pod of an Indexed Job. */
function indexIn({ spec }: Manifest): Record<string, string> {
  const job = spec.jobTemplate?.spec ?? spec;
  return job.completionMode === 'Indexed' ? { JOB_COMPLETION_INDEX: '0' } : {};
}

/** Labels that Kubernetes sets. */
const labels: Record<string, string> = {
  "metadata.labels['batch.kubernetes.io/controller-uid']": '0d4a3f1e-5c0b-4b3e-9a55-5a9f3c2f7b11',
};

function settingOf({ value, valueFrom }: Manifest, secrets: Record<string, string>): string {
  if (value !== undefined) return value;
  return valueFrom.fieldRef ? known(labels, valueFrom.fieldRef.fieldPath) : known(secrets, valueFrom.secretKeyRef.key);
}

export function kubernetesManifests(): Manifest[] {
  return ['setup.yaml', 'cronjob.yaml', 'shards.yaml', 'scheduler.yaml', 'restore.yaml'].flatMap((file) =>
    parseAllDocuments(textOf(`kubernetes/${file}`)).map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    }),
  );
}

/** The pods that a manifest makes. */
export function podsIn({ spec }: Manifest): Manifest[] {
  const template = spec?.jobTemplate?.spec?.template ?? spec?.template;
  return template ? [template.spec] : [];
}

export function composeFile(): Manifest {
  return parse(textOf('compose/compose.yaml'), { merge: true });
}

/** The command lines that the comments of `examples/compose` give, and those of the services that stay. */
export function composeCommands(own: OwnValues): ContainerCommand[] {
  const { services } = composeFile();
  const typed = [
    ...textOf('compose/compose.yaml').matchAll(/^# +docker compose (run --rm|up -d) (.*?)(?: {2,}#.*)?$/gm),
  ];
  return typed.flatMap(([, verb, rest]) => {
    const [first, ...others] = rest!.split(' ');
    if (verb === 'run --rm') return commandOf(services, first!, others, own);
    return [first!, ...others]
      .filter((name) => isOurs(services[name].image))
      .flatMap((name) => commandOf(services, name, [], own));
  });
}

function commandOf(services: Manifest, name: string, typed: readonly string[], own: OwnValues): ContainerCommand {
  const service = services[name];
  const secrets: Record<string, string> = { 'pgstow-key': own.key, 'postgres-password': own.password };
  return {
    from: `docker compose ${name}`,
    args: [...(service.entrypoint ?? ['pgstow']).slice(1), ...(typed.length > 0 ? typed : service.command)],
    env: service.environment,
    files: {
      ...Object.fromEntries(
        (service.secrets ?? []).map((each: string) => [`/run/secrets/${each}`, known(secrets, each)]),
      ),
      ...Object.fromEntries(
        service.volumes.flatMap((volume: string) => {
          const [from, to] = volume.split(':') as [string, string];
          return from.startsWith('./') ? [[to, own.plans(textOf(`compose/${from.slice(2)}`))]] : [];
        }),
      ),
    },
  };
}

function known(values: Readonly<Record<string, string>>, name: string): string {
  const value = values[name];
  if (value === undefined) throw new Error(`no value for ${name}`);
  return value;
}
