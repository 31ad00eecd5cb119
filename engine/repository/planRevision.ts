import { z } from 'zod';
import { PgstowError } from '../errors.ts';
import { parsePlan } from '../spec/parsePlans.ts';
import type { PlanDocument } from '../spec/plan.ts';
import { damaged, decodeRecord } from './jsonRecord.ts';
import { planRevisionKey } from './keys.ts';

/** What a revision was made by. */
export type PlanAction = 'apply' | 'pause' | 'start' | 'delete';

/** A plan's document in the repository: its id is known. */
export type StoredPlanDocument = PlanDocument & { readonly id: string };

/** One revision of a plan: who changed it, when, and what it was from then on. Never rewritten. */
export interface PlanRevision {
  /** The plan's id. */
  readonly plan: string;
  /** Counted from 1, without gaps. */
  readonly revision: number;
  /** ISO 8601. */
  readonly at: string;
  /** `user@host`. */
  readonly by: string;
  readonly action: PlanAction;
  /** The id of the repository whose plan it follows, where sets are copied from there: nobody has written it here. */
  readonly copyOf?: string | undefined;
  /** The whole document, not a difference; for `delete` the last there was. */
  readonly document: StoredPlanDocument;
}

/** Reads a revision. Rejects with `damaged`, or with `unsupported` when the document has what only a later version knows. */
export function decodePlanRevision(bytes: Uint8Array, plan: string, revision: number): PlanRevision {
  const key = planRevisionKey(plan, revision);
  const record = decodeRecord(bytes, revisionSchema, key);
  if (record.plan !== plan || record.revision !== revision) {
    throw damaged(key, `holds revision ${record.revision} of plan ${record.plan}`);
  }
  return { ...record, document: { ...decodeDocument(record.document, key), id: plan } };
}

function decodeDocument(document: unknown, key: string): PlanDocument {
  try {
    return parsePlan(document);
  } catch (thrown) {
    throw new PgstowError('unsupported', `${key} is not understood: ${(thrown as Error).message}`, {
      hint: 'a later version of pgstow has probably written it: use that one',
      cause: thrown,
    });
  }
}

const revisionSchema = z.object({
  plan: z.string(),
  revision: z.int().min(1),
  at: z.iso.datetime(),
  by: z.string(),
  action: z.enum(['apply', 'pause', 'start', 'delete']),
  copyOf: z.string().optional(),
  document: z.unknown(),
});
