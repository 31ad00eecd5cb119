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
            ...(manifest.spec.completionMode === 'Indexed' && { JOB_COMPLETION_INDEX: '0' }),
            ...Object.fromEntries(
              (container.env ?? []).map((each: Manifest) => [each.name, each.value ?? given(each.valueFrom, secrets)]),
            ),
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

export function kubernetesManifests(): Manifest[] {
  return ['setup.yaml', 'cronjob.yaml', 'scheduler.yaml', 'restore.yaml'].flatMap((file) =>
    parseAllDocuments(textOf(`kubernetes/${file}`)).map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS();
    }),
  );
}

/** From a Secret, or what Kubernetes makes of a field of the pod: the uid of a Job. */
function given({ secretKeyRef, fieldRef }: Manifest, secrets: Readonly<Record<string, string>>): string {
  return fieldRef ? '8c1f9a52-3b5e-4d0a-9d1a-6f1c2b7e4d10' : known(secrets, secretKeyRef.key);
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
