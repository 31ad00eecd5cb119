import { PgstowError } from '../errors.ts';
import type { PlanDocument } from '../spec/plan.ts';
import type { Store } from '../store/store.ts';
import { storagePlace } from './storagePlace.ts';

type ArchivingPlan = Pick<PlanDocument, 'id' | 'archiveAfterDays' | 'archiveClass'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-class-intro.html; to other services names mean what they have made of them. */
const amazon = ['INTELLIGENT_TIERING', 'STANDARD_IA', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];

/** Throws `input` where this repository cannot archive what a plan wants archived: a folder, or a class that its service does not have. */
export function checkArchive({ id, archiveClass }: ArchivingPlan, { url, classes }: Store): void {
  if (archiveClass === undefined) return;
  const plan = id === undefined ? '' : `plan ${id}: `;
  if (!classes) {
    throw new PgstowError(
      'input',
      `${plan}archiveClass is ${archiveClass}, and ${url} is a folder, which has no storage classes`,
      {
        hint: 'take archiveAfterDays and archiveClass out, or keep the repository in a bucket',
      },
    );
  }
  if (storagePlace(url).service !== 'amazon' || amazon.includes(archiveClass)) return;
  throw new PgstowError('input', `${plan}archiveClass is ${archiveClass}, which is no storage class of Amazon S3`, {
    hint: `it has ${amazon.join(', ')}`,
  });
}
