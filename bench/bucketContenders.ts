import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { generateKey, initRepository } from '../engine/index.ts';
import { applyPlan, archiveFolder, pgDumpCommand, pgstow, type Workplace } from './contenders.ts';
import type { Contender } from './measure.ts';

/** How to reach the S3 service that backups go to. */
export interface Gateway {
  readonly endpoint: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const bucket = 'bench';
let prefixes = 0;

/**
 * Straight to a bucket, against an archive on a local disk that is uploaded when it is whole. Each run has a prefix of its
 * own: to a gateway a delete is work for later, and later others are measured.
 */
export function bucketContenders(place: Workplace, gateway: Gateway): Contender[] {
  rclone(gateway, 'mkdir', `gateway:${bucket}`);
  return [
    ours('pgstow --no-encryption', place, gateway, 'none'),
    ours('pgstow', place, gateway, generateKey()),
    ours('pgstow, 4 connections', { ...place, jobs: 4 }, gateway, generateKey()),
    theirs(place, gateway),
  ];
}

function ours(name: string, place: Workplace, gateway: Gateway, key: string): Contender {
  const prefix = join(place.database, name.replaceAll(/\W+/g, '-'));
  const environment = {
    ...awsVariables(gateway),
    TMPDIR: localFolder(place),
    ...(key !== 'none' && { PGSTOW_KEY: key }),
  };
  const repository = () => `s3://${bucket}/${prefix}/${prefixes}?endpoint=${gateway.endpoint}`;
  return {
    name,
    command: [...pgstow, 'backup', 'bench', '--quiet'],
    environment: () => ({ ...environment, PGSTOW_REPOSITORY: repository() }),
    localFolder: localFolder(place),
    async before() {
      prefixes++;
      emptyFolder(localFolder(place));
      Object.assign(process.env, awsVariables(gateway));
      await applyPlan(place, await initRepository(repository(), { encryption: key === 'none' ? key : { key } }));
    },
    stored: () => storedBelow(gateway, `${prefix}/${prefixes}`),
  };
}

function theirs(place: Workplace, gateway: Gateway): Contender {
  const prefix = join(place.database, 'archive');
  const destination = () => `gateway:${bucket}/${prefix}/${prefixes}`;
  const dump = pgDumpCommand({ ...place, folder: localFolder(place) }, '-Z1');
  return {
    name: 'pg_dump -Z1, rclone',
    command: ['sh', '-c', '"$@" && exec rclone copy "$ARCHIVE" "$DESTINATION"', 'sh', ...dump],
    environment: () => ({
      ...rcloneVariables(gateway),
      ARCHIVE: archiveFolder({ folder: localFolder(place) }),
      DESTINATION: destination(),
    }),
    localFolder: localFolder(place),
    async before() {
      prefixes++;
      emptyFolder(localFolder(place));
    },
    stored: () => storedBelow(gateway, `${prefix}/${prefixes}`),
  };
}

/** All that a contender may put on the local disk is here. */
function localFolder({ folder }: Workplace): string {
  return join(folder, 'local');
}

function emptyFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

function awsVariables({ accessKeyId, secretAccessKey }: Gateway): Record<string, string> {
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
}

/** https://rclone.org/docs/#config-file: a remote by variables alone. */
function rcloneVariables({ endpoint, accessKeyId, secretAccessKey }: Gateway): Record<string, string> {
  return {
    RCLONE_CONFIG: '/dev/null',
    AWS_CA_BUNDLE: '', // rclone does not start with one, and plain HTTP needs none
    RCLONE_CONFIG_GATEWAY_TYPE: 's3',
    RCLONE_CONFIG_GATEWAY_PROVIDER: 'Ceph',
    RCLONE_CONFIG_GATEWAY_ENDPOINT: endpoint,
    RCLONE_CONFIG_GATEWAY_ACCESS_KEY_ID: accessKeyId,
    RCLONE_CONFIG_GATEWAY_SECRET_ACCESS_KEY: secretAccessKey,
  };
}

function storedBelow(gateway: Gateway, prefix: string): number {
  return (JSON.parse(rclone(gateway, 'size', '--json', `gateway:${bucket}/${prefix}`)) as { bytes: number }).bytes;
}

function rclone(gateway: Gateway, ...args: string[]): string {
  const env = { ...process.env, ...rcloneVariables(gateway) };
  return execFileSync('rclone', args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
