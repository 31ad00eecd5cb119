import { hasHooks } from '../spec/hooks.ts';
import { secretPlaces } from '../spec/secretPlaces.ts';
import type { RenderedPlan, RenderRequest } from './request.ts';

/** What a run of a plan needs beside its repository. */
export interface Needs {
  /** Environment variables that hold secrets, by name. */
  readonly secrets: readonly string[];
  /** Those that hold none, with their values. */
  readonly settings: Readonly<Record<string, string>>;
  /** Paths of files that hold secrets or certificates. */
  readonly files: readonly string[];
}

/**
 * The secrets that a run of the plan asks its machine for. Those kept at AWS, and sealed ones, need none. Who renders a plan with
 * hooks has it run by a machine of theirs, so that is told to run them.
 */
export function needsOf(plan: RenderedPlan, { opener }: RenderRequest): Needs {
  const { variables, files } = secretPlaces(plan);
  return {
    secrets: [...new Set([...(opener.kind === 'key' ? ['PGSTOW_KEY'] : []), ...variables])],
    settings: {
      ...(opener.kind === 'kms' && { PGSTOW_KMS_KEY: opener.key }),
      ...(hasHooks(plan) && { PGSTOW_ALLOW_HOOKS: '1' }),
    },
    files,
  };
}
