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

/** The secrets that a run of the plan asks its machine for. Those kept at AWS, and sealed ones, need none. */
export function needsOf({ source: { password, ssl } }: RenderedPlan, { opener }: RenderRequest): Needs {
  const references = [password, ssl.rootCertificate, ssl.clientCertificate, ssl.clientKey].filter((each) => !!each);
  const variables = references.flatMap((each) => ('env' in each ? [each.env] : []));
  const files = references.flatMap((each) => ('file' in each ? [each.file] : []));
  return {
    secrets: [...new Set([...(opener.kind === 'key' ? ['PGSTOW_KEY'] : []), ...variables])],
    settings: opener.kind === 'kms' ? { PGSTOW_KMS_KEY: opener.key } : {},
    files: [...new Set(files)],
  };
}
