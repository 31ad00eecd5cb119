import { isDeepStrictEqual } from 'node:util';
import { PgstowError } from '../../errors.ts';
import { nameOfShard, type Shard } from '../../shard/shard.ts';
import { version } from '../../version.ts';
import type { RestoreRequest } from '../request.ts';
import { termsOf, textOf, words } from '../task/resumedRequest.ts';

/** What a shard is asked to do, by the words that a person knows it by. All shards of a restore are asked the same. */
export type Asked = Readonly<Record<string, unknown>>;

export function askedOf(request: RestoreRequest, plan: string, role: string, { total }: Shard): Asked {
  const terms = Object.entries({ set: request.set, ...termsOf(request) });
  const named = terms.flatMap(([key, value]) =>
    value === undefined ? [] : [[words[key as keyof typeof words], value] as const],
  );
  return {
    'the plan': plan,
    ...(request.to && { '--to': request.to.toISOString() }),
    ...Object.fromEntries(named),
    '--no-proof': request.proof,
    '--skip-damaged': request.skipDamaged,
    'the number of shards': total,
    'the role': role,
    'the version of pgstow': version,
  };
}

/** Rejects with `input` where a shard is asked for something else than the one that leads. */
export function refuseOtherAsked(mine: Asked, { run, asked }: { run: string; asked: Asked }, shard: Shard): void {
  for (const what of new Set([...Object.keys(asked), ...Object.keys(mine)])) {
    if (isDeepStrictEqual(mine[what], asked[what])) continue;
    throw new PgstowError(
      'input',
      `shard ${nameOfShard(shard)} is to do something else than the restore ${run} that it belongs to: ${what} is ${textOf(mine[what])}, and ${textOf(asked[what])} there`,
      { hint: 'all shards of a restore are to be asked for the same; they differ in the number of --shard alone' },
    );
  }
}
