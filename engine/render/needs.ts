import type { RenderedPlan, RenderRequest } from './request.ts';

/** What a run of a plan needs beside its repository. */
export interface Needs {
  /** Environment variables that hold secrets, by name. */
  readonly variables: readonly string[];
  /** Paths of files that hold secrets or certificates. */
  readonly files: readonly string[];
}

/** The secrets that a run of the plan asks its machine for. Those kept at AWS, and sealed ones, need none. */
export function needsOf({ source: { password, ssl } }: RenderedPlan, { encrypted }: RenderRequest): Needs {
  const references = [password, ssl.rootCertificate, ssl.clientCertificate, ssl.clientKey].filter((each) => !!each);
  const variables = references.flatMap((each) => ('env' in each ? [each.env] : []));
  const files = references.flatMap((each) => ('file' in each ? [each.file] : []));
  return { variables: [...new Set([...(encrypted ? ['PGSTOW_KEY'] : []), ...variables])], files: [...new Set(files)] };
}
