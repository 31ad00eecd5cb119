import { messageOf } from '../errors.ts';
import type { ProgressMeter } from '../events.ts';
import { cannotTellOfHidden, findHidden, isDeletedSlot } from '../lock/findHidden.ts';
import type { HiddenObject } from '../lock/hiddenObjects.ts';
import type { Repository } from '../repository/repository.ts';
import type { KeptVersions } from '../store/objectLocks.ts';

/** Says that somebody has deleted or overwritten what is locked, as long as its lock lasts. Never rejects but when the signal fires. */
export async function warnOfHidden(
  repository: Repository,
  odd: ReadonlyMap<string, KeptVersions>,
  { meter, signal }: { readonly meter: ProgressMeter; readonly signal: AbortSignal },
): Promise<void> {
  try {
    const hidden = await findHidden(repository, signal, odd);
    warnOf(
      hidden.filter((each) => !isDeletedSlot(each)),
      meter,
    );
    for (const { key, lock } of hidden.filter(isDeletedSlot)) {
      const until = lock.until ? `is locked until ${lock.until.toISOString()}` : 'is under legal hold';
      meter.warn(
        `key slot ${key} was removed and ${until}: if none of you has, bring it back with pgstow undelete, and see who has these credentials`,
      );
    }
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    meter.warn(`${cannotTellOfHidden}: ${messageOf(thrown)}`);
  }
}

function warnOf([first, ...more]: readonly HiddenObject[], meter: ProgressMeter): void {
  if (!first) return;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  const until = first.lock.until ? `, which is locked until ${first.lock.until.toISOString()}` : '';
  meter.warn(
    `somebody has ${first.how} ${first.key}${others}${until}: bring it back with pgstow undelete, and see who has these credentials`,
  );
}
