import { z } from 'zod';
import { count, id } from './documentParts.ts';

const money = z.number().min(0).optional();
const amount = { objects: count, bytes: count, monthly: money };
const stored = z.strictObject({
  ...amount,
  classes: z.array(z.strictObject({ storageClass: z.string().optional(), ...amount })),
});

/** The document of `cost`. */
export const costDocument = z.strictObject({
  prices: z
    .strictObject({
      service: z.enum(['amazon', 'oss']).optional(),
      region: z.string().optional(),
      currency: z.string(),
      date: z.string(),
      source: z.string(),
      note: z.string().optional(),
    })
    .optional(),
  unpriced: z.array(z.string()),
  repository: stored,
  oldVersions: stored.optional(),
  plans: z.array(
    z.strictObject({
      plan: z.string(),
      name: z.string(),
      sets: count,
      stored,
      growth: z.strictObject({ newBytes: count, newObjects: count, setsPerDay: z.number().optional() }).optional(),
      making: z.strictObject({ requests: count, listings: count, monthly: money }).optional(),
      copying: z.array(z.strictObject({ repository: z.string(), bytes: count, monthly: money })),
      outlook: z.discriminatedUnion('state', [
        z.strictObject({ state: z.literal('steady'), sets: count, bytes: count, monthly: money, earlyDeletion: money }),
        z.strictObject({ state: z.literal('growing'), bytes: count, monthly: money }),
        z.strictObject({ state: z.literal('unknown'), reason: z.string() }),
      ]),
      restore: z
        .strictObject({ set: id, requests: count, bytes: count, thawedBytes: count.optional(), cost: money })
        .optional(),
    }),
  ),
  warnings: z.array(z.string()),
});
