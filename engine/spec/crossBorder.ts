import { PgstowError } from '../errors.ts';
import type { PlanDocument } from './plan.ts';
import { regionOfSource } from './sourceAddress.ts';

/** A border that the sets of a plan cross because the plan allows it: recorded in their manifests. */
export interface CrossBorder {
  /** The labels of both sides, as they were written. */
  readonly source: string;
  readonly repository: string;
  readonly reason: string;
}

/**
 * The border between a plan's source and a repository with this label, if there is one; labels are compared without case.
 * Where a side has no label nothing is known, and nothing refused. Rejects with `input` when the plan does not allow it.
 */
export function crossBorder(
  { id, source, crossBorder: said }: Pick<PlanDocument, 'id' | 'source' | 'crossBorder'>,
  repository: string | undefined,
): CrossBorder | undefined {
  const region = regionOfSource(source);
  if (region === undefined || repository === undefined || normal(region) === normal(repository)) return undefined;
  if (said?.allowed && said.reason !== undefined) return { source: region, repository, reason: said.reason };
  const plan = id === undefined ? '' : `plan ${id}: `;
  throw new PgstowError('input', `${plan}the source is in ${region}, the repository in ${repository}`, {
    hint: `use a repository in ${region}; or allow it in the plan, with the reason: crossBorder: { allowed: true, reason: "..." }`,
  });
}

function normal(label: string): string {
  return label.trim().toLowerCase();
}
