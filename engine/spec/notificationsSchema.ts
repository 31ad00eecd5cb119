import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { keptReference } from './referenceSchema.ts';

const occasion = z
  .enum(['failure', 'success', 'skipped', 'missed'])
  .register(allowedValues, { allowed: 'failure, success, skipped or missed' });

const notification = z
  .strictObject({
    webhook: keptReference.describe(
      'Where the address is that a message is posted to. It often holds a token, so it is a secret, and stands in no plan: https, or http to a host of the same network.',
    ),
    format: z
      .enum(['json', 'slack'])
      .register(allowedValues, { allowed: 'json or slack' })
      .default('json')
      .describe(
        'json: the document that docs/notifications.md describes. slack: a text, as Slack, Mattermost and others take it.',
      ),
    on: z
      .array(occasion)
      .min(1)
      .register(allowedValues, { allowed: 'a list of failure, success, skipped and missed' })
      .default(['failure', 'missed'])
      .describe(
        'failure: a backup or a drill failed or was interrupted. success: a set was made, or a drill has passed. skipped: another one of the plan was under way. missed: nothing ran a start of a schedule in its time.',
      ),
  })
  .register(allowedValues, { allowed: '{ webhook: { env: NAME }, format: json or slack, on: [failure, missed] }' });

/** Who is told of a plan's backups and drills. */
export const notifications = z.array(notification).max(20).register(allowedValues, {
  allowed: 'a list of at most 20, such as [{ webhook: { env: NAME }, format: slack, on: [failure, missed] }]',
});

/** What somebody may want to be told of. */
export type Occasion = z.output<typeof occasion>;
