import type { Option } from 'commander';
import type { StartKind } from '../../engine/index.ts';
import { optionOf } from './oneOf.ts';

/** As the engine has them; named here so that help does without it. */
const kinds: readonly StartKind[] = ['backup', 'drill'];

/** Which of what is due a machine makes: drills need a PostgreSQL server. */
export function startKindOption(): Option {
  return optionOf('--kind <kind>', 'only those; default: both', kinds);
}

/** What that stands for. */
export function kindsOf(kind: StartKind | undefined): readonly StartKind[] | undefined {
  return kind === undefined ? undefined : [kind];
}
