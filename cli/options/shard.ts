import { Option } from 'commander';
import type { ShardRequest } from '../../engine/index.ts';

/** Which one of several machines this is that share one piece of work. `conflicts` are options that make no sense with it. */
export function shardOptions({ conflicts = [] }: { readonly conflicts?: string[] } = {}): readonly Option[] {
  return [
    new Option(
      '--shard <index/total>',
      'one of several machines that share the work, counted from 1, such as 3/8; auto/8 in an Indexed Job of Kubernetes',
    ).conflicts(conflicts),
    new Option(
      '--shard-group <name>',
      'what the shards have in common, and no others ever had. Default: the run of the GitHub workflow',
    ).env('PGSTOW_SHARD_GROUP'),
  ];
}

export interface ShardOptions {
  readonly shard?: string;
  readonly shardGroup?: string;
}

/** Undefined where one machine does it all. */
export function shardRequest({ shard, shardGroup }: ShardOptions): ShardRequest | undefined {
  return shard === undefined ? undefined : { shard, group: shardGroup };
}
