import { hasHooks } from '../spec/hooks.ts';
import { secretPlaces, secretPlacesOfDrill } from '../spec/secretPlaces.ts';
import type { RenderRequest } from './request.ts';
import type { Triggers } from './triggers.ts';

/** What a backup or a drill of a plan needs beside its repository. */
export interface Needs {
  /** Environment variables that hold secrets, by name. */
  readonly secrets: readonly string[];
  /** Those that hold none, with their values. */
  readonly settings: Readonly<Record<string, string>>;
  /** Paths of files that hold secrets or certificates. */
  readonly files: readonly string[];
}

/**
 * The secrets that it asks its machine for. Those kept at AWS, and sealed ones, need none. Who renders a plan with
 * hooks or copies has it run by a machine of theirs, so that is told to run them, and where copies may go.
 */
export function needsOf({ plan, kind }: Pick<Triggers, 'plan' | 'kind'>, { opener }: RenderRequest): Needs {
  const { variables, files } = kind === 'drill' ? secretPlacesOfDrill(plan) : secretPlaces(plan);
  return {
    secrets: [...new Set([...(opener.kind === 'key' ? ['PGSTOW_KEY'] : []), ...variables])],
    settings: {
      ...(opener.kind === 'kms' && { PGSTOW_KMS_KEY: opener.key }),
      ...(kind === 'backup' && hasHooks(plan) && { PGSTOW_ALLOW_HOOKS: '1' }),
      ...(kind === 'backup' &&
        plan.copies?.length && { PGSTOW_ALLOW_COPIES: plan.copies.map(({ repository }) => repository).join(' ') }),
    },
    files,
  };
}
