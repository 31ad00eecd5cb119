import { z } from 'zod';
import { allowedValues } from './allowedValues.ts';
import type { Retention } from './retention.ts';

const most = 36_500;

/** How old a set is when it is archived. */
export const archiveAfterDays = z
  .int()
  .min(1)
  .max(most)
  .register(allowedValues, { allowed: `a whole number from 1 to ${most}` });

/** Services have classes of their own, so that which there are shows where the repository is known. */
export const archiveClass = z
  .string()
  .regex(/^(?!STANDARD$)[A-Z0-9_-]+$/)
  .register(allowedValues, {
    allowed:
      'a storage class that is colder than STANDARD: STANDARD_IA, GLACIER_IR, GLACIER, DEEP_ARCHIVE, or another one of the bucket',
  });

/** What of a plan says when its sets are archived. */
export interface ArchiveFields {
  readonly archiveAfterDays?: number | undefined;
  readonly archiveClass?: string | undefined;
}

interface ArchiveProblem {
  readonly field: keyof ArchiveFields;
  readonly message: string;
}

/** What is wrong between the fields. */
export function archiveProblems({
  archiveAfterDays: days,
  archiveClass: storageClass,
  retention,
}: ArchiveFields & { readonly retention?: Retention | undefined }): ArchiveProblem[] {
  if (days !== undefined && storageClass === undefined) {
    return [
      {
        field: 'archiveClass',
        message: `it is missing; archiveAfterDays is ${days}: name the storage class to move to, such as GLACIER`,
      },
    ];
  }
  if (days === undefined && storageClass !== undefined) {
    return [
      {
        field: 'archiveAfterDays',
        message: `it is missing; archiveClass is ${storageClass}: say how old sets are when they are moved there, in days`,
      },
    ];
  }
  const longest = longestAge(retention);
  if (days === undefined || longest === undefined || days < longest) return [];
  const message = `is ${days}, and retention keeps no set for more than ${longest} days: nothing would ever be archived; let sets stay longer, archive them earlier, or leave it out`;
  return [{ field: 'archiveAfterDays', message }];
}

/** How old a set can become, in days; undefined where that depends on how often sets are made. */
function longestAge(retention: Retention | undefined): number | undefined {
  const rules = Object.entries(retention ?? {}).filter(([, count]) => count !== undefined);
  return rules.length === 1 && rules[0]![0] === 'keepDays' ? retention!.keepDays : undefined;
}
