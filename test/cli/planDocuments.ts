import { z } from 'zod';
import { count, error, id, instant } from './documentParts.ts';

const document = z.looseObject({ id: z.string(), source: z.looseObject({}), concurrency: z.number() });
const health = {
  status: z.enum(['running', 'paused', 'late', 'abnormal', 'ready']),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  run: id.optional(),
  lastSet: z.strictObject({ set: id, snapshotAt: instant }).optional(),
};
const changedPlan = z.strictObject({
  plan: z.strictObject({
    id: z.string(),
    name: z.string(),
    revision: count,
    paused: z.boolean(),
    deleted: z.boolean(),
  }),
});

/** Those of `pgstow plan`. */
export const planDocuments = {
  'plan apply': z.strictObject({
    plans: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        revision: count,
        outcome: z.enum(['created', 'changed', 'unchanged']),
      }),
    ),
    error: error.optional(),
  }),
  'plan list': z.strictObject({
    plans: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        revision: count,
        paused: z.boolean(),
        source: z.string(),
        ...health,
      }),
    ),
    damaged: z.array(z.strictObject({ plan: z.string(), message: z.string() })).optional(),
  }),
  'plan show': z.strictObject({
    plan: z.strictObject({
      id: z.string(),
      name: z.string(),
      revision: count,
      at: instant,
      by: z.string(),
      action: z.enum(['apply', 'pause', 'start', 'delete']),
      paused: z.boolean(),
      deleted: z.boolean(),
      ...health,
      document,
    }),
  }),
  'plan history': z.strictObject({
    plan: z.string(),
    revisions: z.array(
      z.strictObject({
        revision: count,
        at: instant,
        by: z.string(),
        action: z.enum(['apply', 'pause', 'start', 'delete']),
        changes: z.array(z.string()),
        document,
      }),
    ),
  }),
  'plan pause': changedPlan,
  'plan start': changedPlan,
  'plan delete': changedPlan,
} as const;
