import { PgstowError } from '../errors.ts';
import type { Environment } from '../spec/secret.ts';
import { groupOf } from './group.ts';

/** One of several machines that share the work of one backup or restore. */
export interface Shard {
  /** Counted from 1, as it is written: `3/8`. */
  readonly index: number;
  /** How many there are. */
  readonly total: number;
  /** What those have in common that share one piece of work, and no others, be it yesterday's. */
  readonly group: string;
}

/** What was typed. */
export interface ShardRequest {
  /** `3/8`; or `auto/8`, where Kubernetes says which one it is. */
  readonly shard: string;
  /** Default: that of the environment, see {@link groupOf}. */
  readonly group?: string | undefined;
}

/** A matrix of GitHub has so many jobs at most. */
const most = 256;

/** Reads which shard this process is, and of what group. Rejects with `input`. */
export function resolveShard({ shard, group }: ShardRequest, env: Environment): Shard {
  const [, which, count] = /^(auto|\d{1,4})\/(\d{1,4})$/.exec(shard) ?? [];
  const total = Number(count);
  if (which === undefined || total < 1 || total > most) throw malformed(shard);
  const index = which === 'auto' ? indexIn(env, shard) : Number(which);
  if (index < 1 || index > total) throw outside(index, shard);
  return { index, total, group: groupOf(group, env) };
}

/** `3/8` */
export function nameOfShard({ index, total }: Pick<Shard, 'index' | 'total'>): string {
  return `${index}/${total}`;
}

/**
 * Kubernetes counts the pods of an Indexed Job from 0:
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#completion-mode
 */
function indexIn(env: Environment, shard: string): number {
  const { JOB_COMPLETION_INDEX: index = '' } = env;
  if (/^\d+$/.test(index)) return Number(index) + 1;
  throw new PgstowError('input', `--shard ${shard} takes its number from JOB_COMPLETION_INDEX, which is not set`, {
    hint: 'Kubernetes sets it in the pods of a Job with completionMode: Indexed; elsewhere write the number, as in --shard 3/8',
  });
}

function malformed(shard: string): PgstowError {
  return new PgstowError('input', `--shard does not take ${JSON.stringify(shard)}`, {
    hint: `write which one of how many it is, counted from 1, as in --shard 3/8; there are ${most} at most`,
  });
}

function outside(index: number, shard: string): PgstowError {
  return new PgstowError('input', `--shard ${shard}: there is no shard ${index} of ${shard.split('/')[1]}`, {
    hint: 'shards are counted from 1; a job has as many as --shard says: completions and parallelism in Kubernetes, the length of the matrix in GitHub',
  });
}
