import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import { lock } from './lockSchema.ts';
import { oneLine } from './oneLine.ts';
import { keptReference } from './referenceSchema.ts';
import { retention } from './retention.ts';

const credentials = z
  .strictObject({
    accessKeyId: keptReference.describe('Where the id of an access key is that may read and write there.'),
    secretAccessKey: keptReference.describe('Where the secret of that access key is.'),
  })
  .register(allowedValues, {
    allowed: '{ accessKeyId: { env: NAME }, secretAccessKey: { env: NAME } }, or another way to keep each of them',
  });

const copy = z
  .strictObject({
    repository: oneLine
      .describe(
        'Where the copies are kept, as a repository is written: ./folder, /folder, file:///folder or s3://bucket/prefix?region=. A repository of its own, made by pgstow init. The machine that runs the plan must allow it in PGSTOW_ALLOW_COPIES.',
      )
      .meta({ examples: ['s3://acme-copies/orders?region=eu-west-1'] }),
    retention: retention
      .optional()
      .describe('How long sets stay there, by the rules of retention. Default: all stay.')
      .meta({ examples: [{ keepDays: 90, keepMonthly: 24 }] }),
    lock: lock
      .optional()
      .describe('How its sets are locked there, in the words of lock. Default: nothing is locked.')
      .meta({ examples: [{ mode: 'COMPLIANCE', days: 90 }] }),
    key: keptReference
      .optional()
      .describe('Where the key is that opens it. Its own: not PGSTOW_KEY.')
      .meta({ examples: [{ env: 'COPY_KEY' }] }),
    passphrase: keptReference.optional().describe('Where the passphrase is that opens it, in the place of a key.'),
    kmsKey: oneLine
      .optional()
      .describe('The key of AWS KMS that opens it, by its ARN or id, or as alias/NAME, in the place of a key.')
      .meta({ examples: ['alias/copies'] }),
    credentials: credentials
      .optional()
      .describe(
        'An access key for its bucket, where that is of another account or service. Default: the credentials that this machine has for S3.',
      ),
  })
  .refine(({ key, passphrase, kmsKey }) => [key, passphrase, kmsKey].filter((each) => each !== undefined).length < 2, {
    error: 'more than one of key, passphrase and kmsKey are given; give one of them',
  })
  .register(allowedValues, {
    allowed: '{ repository: URL, retention: { keepDays: 90 }, key: { env: NAME } }',
  });

/** Further repositories that each set of a plan is copied to. */
export const copies = z
  .array(copy)
  .max(10)
  .refine((all) => new Set(all.map(({ repository }) => repository)).size === all.length, {
    error: 'a repository is named twice',
  })
  .register(allowedValues, {
    allowed: 'a list of at most 10, such as [{ repository: URL, retention: { keepDays: 90 }, key: { env: NAME } }]',
  });

/** A repository that the sets of a plan are copied to. */
export type Copy = z.output<typeof copy>;
