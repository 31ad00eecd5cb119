import { whyNoCopy } from '../copy/allowed.ts';
import { requireCopyable, targetOf } from '../copy/openCopy.ts';
import type { Plan } from '../repository/plans.ts';
import { probeStore } from '../repository/probeStore.ts';
import type { Repository } from '../repository/repository.ts';
import { crossBorder } from '../spec/crossBorder.ts';
import type { Environment } from '../spec/secret.ts';
import { probeLock } from './lockChecks.ts';
import { type Check, check, fail, failed, type Outcome, pass, warn } from './report.ts';

interface Options {
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** Whether the sets of a plan can be copied to the repositories that it names: a check for each. */
export async function copyChecks(source: Repository, { document }: Plan, options: Options): Promise<Check[]> {
  const copies = document.copies ?? [];
  return Promise.all(copies.map((copy, index) => check(`copy ${index + 1}`, () => look(copy, index))));

  async function look(copy: (typeof copies)[number], index: number): Promise<Outcome> {
    const refused = whyNoCopy(copy.repository, options.env);
    if (refused) return failed(refused);
    const destination = await targetOf(copy, index, options).open();
    requireCopyable(source, destination);
    crossBorder(document, destination.facts.region);
    const there = await destination.plans.find(document.id);
    if (there && there.copyOf !== source.id) {
      const isOurs = (await destination.plans.history(there.id)).some(({ copyOf }) => copyOf === source.id);
      const whose = there.copyOf ? `that follows the repository ${there.copyOf}` : 'of its own';
      if (!isOurs) return fail(`${copy.repository} has a plan ${there.id} ${whose}`, 'copy to a repository of its own');
    }
    const fault = await probeStore(destination.store, { signal: options.signal });
    if (fault) return (fault.harmless ? warn : fail)(`${copy.repository} ${fault.what}`, fault.remedy);
    const locking = copy.lock && (await probeLock(destination, options.signal));
    if (locking && locking.status !== 'pass') return { ...locking, message: `${copy.repository}: ${locking.message}` };
    const how = destination.facts.encryption === 'none' ? 'it is not encrypted' : 'its key opens it';
    return pass(`${copy.repository} is repository ${destination.id}: ${how}, and it can be written`);
  }
}
