import type { FunctionType } from '../functionType.ts';
import { ArgumentError } from '../functionType.ts';
import type { Session } from '../session.ts';
import type { Value } from '../values/value.ts';

/** `provider::pgstow::repository_url`. */
export const repositoryUrlFunction: FunctionType = {
  name: 'repository_url',
  summary: 'The address of a repository in a bucket.',
  description:
    'Puts the address together that `repository` of the provider and `url` of `pgstow_repository` take, with everything escaped that must be: `provider::pgstow::repository_url("backups", "prod", { region = "eu-central-1" })` is `s3://backups/prod?region=eu-central-1`.',
  parameters: [
    { name: 'bucket', type: 'string', description: 'Name of the bucket.' },
    { name: 'prefix', type: 'string', description: 'What all keys begin with, such as `prod`. `""`: nothing.' },
  ],
  variadic: {
    name: 'parameters',
    type: ['map', 'string'],
    description:
      'At most one: how the bucket is reached and used: `region`, `endpoint`, `path_style`, `storage_class`, `sse`, `kms_key`, `create_only`. What is null is left out.',
  },
  returns: 'string',
  call: repositoryUrl,
};

async function repositoryUrl([bucket, prefix, ...maps]: readonly Value[], session: Session): Promise<Value> {
  const { bucketUrl } = await session.engine();
  if (maps.length > 1) throw new ArgumentError(3, 'the parameters are one map, such as { region = "eu-central-1" }');
  const given = Object.entries((maps[0] ?? {}) as Readonly<Record<string, string | null>>);
  const parameters = given.flatMap(([name, value]) => (value === null ? [] : [[name.replaceAll('_', '-'), value]]));
  return bucketUrl({
    bucket: bucket as string,
    prefix: prefix as string,
    parameters: Object.fromEntries(parameters),
  });
}
