import { type Explained, wordsOf } from './refused.ts';

/** Why AWS KMS does not use a key: https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
export const kmsRefusals: readonly Explained[] = [
  {
    when: ({ refusal }) => refusal.type === 'DisabledException',
    code: 'input',
    says: ({ asked }) => `${asked.what} is disabled`,
    hint: ({ asked }) => `enable it: aws kms enable-key --region ${asked.region} --key-id ${asked.name}`,
  },
  {
    when: ({ refusal }) => refusal.type === 'KMSInvalidStateException',
    code: 'input',
    says: ({ asked, refusal }) => `${asked.what} cannot be used as it is: ${wordsOf(refusal)}`,
    hint: ({ asked }) =>
      'if its deletion is pending, cancel that while it is: ' +
      `aws kms cancel-key-deletion --region ${asked.region} --key-id ${asked.name}, then enable-key; once it is deleted, it opens nothing ever again`,
  },
  {
    when: ({ refusal }) => refusal.type === 'AccessDeniedException',
    code: 'privilege',
    says: ({ asked, refusal }) => `${asked.what} may not be used: ${wordsOf(refusal)}`,
    hint: ({ asked }) =>
      `allow ${asked.right} on it, in the policies of the role and of the key; ${asked.region} must be the key's region`,
  },
  {
    when: ({ refusal }) => refusal.type === 'NotFoundException',
    code: 'input',
    says: ({ asked }) => `${asked.what} does not exist`,
    hint: () =>
      'check its name, its region (that of its ARN, else AWS_REGION), and the account of the credentials; an alias is written alias/NAME',
  },
];
