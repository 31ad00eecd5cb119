import { archiveRuleOf } from '../coldStorage/archiveRule.ts';
import { missingRules } from '../coldStorage/missingRules.ts';
import type { Plan } from '../repository/plans.ts';
import type { Repository } from '../repository/repository.ts';
import { type Check, check, fail, type Outcome, pass, warn } from './report.ts';

/** Whether what old sets alone need can be archived; nothing where the plan has nothing archived. */
export async function archiveChecks({ store }: Repository, { document }: Plan, signal: AbortSignal): Promise<Check[]> {
  const rule = archiveRuleOf(document);
  if (!rule) return [];
  return [await check('archive', () => archiveCheck(store, rule.storageClass, signal))];
}

async function archiveCheck(
  { url, classes }: Repository['store'],
  storageClass: string,
  signal: AbortSignal,
): Promise<Outcome> {
  if (!classes) {
    return fail(
      `${url} is a folder, which has no storage class ${storageClass}`,
      'keep the repository in a bucket, or take archiveAfterDays and archiveClass out of the plan',
    );
  }
  if ((await classes.movedBy({ signal })) === 'copy') {
    return pass(
      `what old sets alone need is copied into ${storageClass}, in place: the bucket keeps no versions, and locks nothing`,
    );
  }
  const missing = missingRules(classes, await classes.rules({ signal }), [storageClass]);
  const tagged = `the bucket keeps versions, or locks objects: what old sets alone need is tagged for ${storageClass}`;
  if (missing.length === 0) return pass(`${tagged}, and a lifecycle rule of the bucket moves it there`);
  return warn(
    `${tagged}, and no lifecycle rule of the bucket moves it there: it stays where it is`,
    'add the rule, which pgstow never does: pgstow archive --bucket-rule prints the whole configuration, for aws s3api put-bucket-lifecycle-configuration',
  );
}
