import { isDeletedSlot } from '../lock/findHidden.ts';
import type { HiddenObject } from '../lock/hiddenObjects.ts';
import { parseManifestKey, parseSetKey } from '../repository/keys.ts';
import { affectsWholeSet, type Finding } from './verifyFinding.ts';

/** Of which sets it is asked: all of a plan, one, or every one. */
interface Asked {
  readonly plan?: string | undefined;
  readonly set?: string | undefined;
}

/**
 * The findings of a verification with what somebody has hidden. What readers find missing or altered because of that keeps what it
 * affects, and says how it comes back.
 */
export function withHidden(findings: readonly Finding[], hidden: readonly HiddenObject[], asked: Asked): Finding[] {
  const byKey = new Map(hidden.map((each) => [each.key, each]));
  const known = findings.map((finding): Finding => {
    const found = byKey.get(finding.key);
    return found ? { ...finding, ...describe(found) } : finding;
  });
  const told = new Set(findings.map(({ key }) => key));
  const others = hidden.filter((each) => !told.has(each.key) && !isDeletedSlot(each) && concerns(each.key, asked));
  return [...known, ...others.map((each) => ({ key: each.key, ...describe(each), affects: affectsOf(each) }))];
}

function describe({ key, how, lock }: HiddenObject): Pick<Finding, 'kind' | 'message'> {
  const until = lock.until ? `is locked until ${lock.until.toISOString()}` : 'is under legal hold';
  return {
    kind: how,
    message: `${key} was ${how} by somebody; what it was ${until}, and comes back with pgstow undelete`,
  };
}

function affectsOf({ key }: HiddenObject): Finding['affects'] {
  const set = parseManifestKey(key);
  return set ? [affectsWholeSet(set.plan, set.set)] : [];
}

/** What is of no set may be needed by any. */
function concerns(key: string, { plan, set }: Asked): boolean {
  const name = parseSetKey(key);
  if (!name) return !key.startsWith('blobs/') || (plan === undefined && set === undefined);
  return (plan === undefined || name.plan === plan) && (set === undefined || name.set === set);
}
