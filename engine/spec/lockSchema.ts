import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';

/** A digit too many in COMPLIANCE mode would be paid for until then: no more than ten years. */
const mostDays = 3_650;

/** How what sets need is locked in its bucket. */
export const lock = z
  .strictObject({
    mode: z
      .enum(['GOVERNANCE', 'COMPLIANCE'])
      .register(allowedValues, { allowed: 'GOVERNANCE or COMPLIANCE' })
      .describe(
        'GOVERNANCE: who has s3:BypassGovernanceRetention can still delete it. COMPLIANCE: nobody can, the owner of the account included.',
      ),
    days: z
      .int()
      .min(1)
      .max(mostDays)
      .register(allowedValues, { allowed: `a whole number from 1 to ${mostDays}` })
      .describe(
        'For so many days from the last backup nothing that a kept set needs can be deleted; at most a quarter longer. Each backup renews it.',
      ),
  })
  .register(allowedValues, { allowed: '{ mode: GOVERNANCE, days: 30 }, or with COMPLIANCE' });

export type LockSpec = z.output<typeof lock>;
