import type { Schedule } from '../schedule/schedule.ts';
import type { Hooks } from '../spec/hooksSchema.ts';
import type { NamesSecrets } from '../spec/secretPlaces.ts';

/** What a workflow or a manifest is made of. */
export interface RenderRequest {
  /** The address of the repository, as its runs are to open it. */
  readonly repository: string;
  /** What its runs open it with. */
  readonly opener: RepositoryOpener;
  readonly plans: readonly RenderedPlan[];
}

export type RepositoryOpener =
  /** It is not encrypted. */
  | { readonly kind: 'none' }
  /** A key in `PGSTOW_KEY`. */
  | { readonly kind: 'key' }
  /** A key of AWS KMS, whose ARN or alias is no secret. */
  | { readonly kind: 'kms'; readonly key: string };

/** Of a plan. */
export interface RenderedPlan extends NamesSecrets {
  readonly id: string;
  readonly schedule?: Schedule | undefined;
  readonly drill?: { readonly schedule?: Schedule | undefined } | undefined;
  readonly hooks?: Hooks | undefined;
}

export interface Rendered {
  /** YAML. */
  readonly text: string;
  /** Plans that could not be taken in, and what is to be seen to by hand. */
  readonly warnings: readonly string[];
}

/** Whether a repository is a folder of the machine that runs a plan. */
export function isFolder(repository: string): boolean {
  return !repository.startsWith('s3://');
}
