import { PgstowError } from '../errors.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import type { SetName } from './contents.ts';
import { type DrillReport, drillReportSchema } from './drillReport.ts';
import { inParallel } from './inParallel.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import { allDrillsPrefix, drillKey, parseDrillKey } from './keys.ts';
import { listParsed } from './listing.ts';
import { encodeProven, provenBody, refuseLaterFormat } from './provenFile.ts';
import { openVault, type Vault } from './vault.ts';

/** A report in a list: one that is damaged is there too, and says what is wrong. */
export type ListedDrill =
  | {
      readonly state: 'complete';
      readonly run: string;
      /** Whether it is sealed with the repository's key, so that only who has that can have made it, and for this set and this run. */
      readonly signed: boolean;
      readonly report: DrillReport;
    }
  | { readonly state: 'damaged'; readonly run: string; readonly error: PgstowError };

/**
 * The reports of drills, as they are stored with the sets that they are of: sealed as all of a set is, so that in an encrypted
 * repository nobody without its key can make one; in another one a hash tells whether it was altered. They go with their set.
 */
export class Drills {
  readonly #store: Store;
  readonly #vault: Vault;

  constructor(store: Store, vault: Vault = openVault) {
    this.#store = store;
    this.#vault = vault;
  }

  /** Stores a report, once and for ever. */
  async add(report: DrillReport): Promise<void> {
    const key = drillKey(report.plan, report.set, report.run);
    if (await this.#store.create(key, this.#vault.sealRecord(key, [encodeProven('report', report)]))) return;
    throw new PgstowError('conflict', `${key} is there already`, { hint: 'no report is ever replaced: drill again' });
  }

  /** The reports of a set, the newest first. */
  async of({ plan, set }: SetName, options?: StoreOptions): Promise<ListedDrill[]> {
    const found = await listParsed(this.#store, allDrillsPrefix(plan, set), parseDrillKey, options);
    const newest = found.sort((a, b) => (a.run < b.run ? 1 : -1));
    return inParallel(newest, ({ run }) => this.#listed({ plan, set }, run, options));
  }

  async #listed(name: SetName, run: string, options?: StoreOptions): Promise<ListedDrill> {
    try {
      const report = await this.get(name, run, options);
      return { state: 'complete', run, signed: this.#vault.authenticates, report };
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || !['damaged', 'unsupported'].includes(thrown.code)) throw thrown;
      return { state: 'damaged', run, error: thrown };
    }
  }

  /** The report of a run. Rejects with `damaged` when it is not there, or cannot be read. */
  async get({ plan, set }: SetName, run: string, options?: StoreOptions): Promise<DrillReport> {
    const key = drillKey(plan, set, run);
    const stored = this.#vault.openRecord(key, await this.#store.get(key, undefined, options));
    const value = parseJson(provenBody(stored, 'report', key), key);
    refuseLaterFormat(value, key);
    const report = checkShape(value, drillReportSchema, key);
    if (report.plan === plan && report.set === set && report.run === run) return report;
    throw damaged(key, `holds another drill's report: ${report.run} of set ${report.set}`);
  }
}
