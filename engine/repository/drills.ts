import { PgstowError } from '../errors.ts';
import type { Store, StoreOptions } from '../store/store.ts';
import type { SetName } from './contents.ts';
import { type DrillReport, drillReportSchema } from './drillReport.ts';
import { inParallel } from './inParallel.ts';
import { checkShape, damaged, parseJson } from './jsonRecord.ts';
import { allDrillsPrefix, drillKey, parseDrillKey } from './keys.ts';
import { listParsed } from './listing.ts';
import { encodeProven, provenBody, refuseLaterFormat } from './provenFile.ts';
import type { Undertaker } from './sets.ts';
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
    if (isAbandoned(await this.#store.get(key))) throw declaredDead(report);
    throw new PgstowError('conflict', `${key} is there already`, { hint: 'no report is ever replaced: drill again' });
  }

  /**
   * Keeps a run that was declared dead from storing its report, which somebody else makes in its place: it may only have slept. A report
   * that is there stays.
   */
  async abandon({ plan, set, run }: SetName & { readonly run: string }, { at, by }: Undertaker): Promise<void> {
    await this.#store.create(drillKey(plan, set, run), Buffer.from(`${abandoned}${JSON.stringify({ at, by })}}\n`));
  }

  /** The reports of a set, the newest first. */
  async of({ plan, set }: SetName, options?: StoreOptions): Promise<ListedDrill[]> {
    const found = await listParsed(this.#store, allDrillsPrefix(plan, set), parseDrillKey, options);
    const newest = found.sort((a, b) => (a.run < b.run ? 1 : -1));
    const listed = await inParallel(newest, ({ run }) => this.#listed({ plan, set }, run, options));
    return listed.filter((drill) => drill !== undefined);
  }

  /** Undefined where no report will ever be. */
  async #listed(name: SetName, run: string, options?: StoreOptions): Promise<ListedDrill | undefined> {
    try {
      const report = await this.find(name, run, options);
      if (!report) return undefined;
      return { state: 'complete', run, signed: this.#vault.authenticates, report };
    } catch (thrown) {
      if (!(thrown instanceof PgstowError) || !['damaged', 'unsupported'].includes(thrown.code)) throw thrown;
      return { state: 'damaged', run, error: thrown };
    }
  }

  /** The report of a run; undefined where it was declared dead before it had stored one. Rejects with `damaged` when it is not there, or cannot be read. */
  async find({ plan, set }: SetName, run: string, options?: StoreOptions): Promise<DrillReport | undefined> {
    const key = drillKey(plan, set, run);
    const bytes = await this.#store.get(key, undefined, options);
    if (isAbandoned(bytes)) return undefined;
    const stored = await this.#vault.openRecord(key, bytes);
    const value = parseJson(provenBody(stored, 'report', key), key);
    refuseLaterFormat(value, key);
    const report = checkShape(value, drillReportSchema, key);
    if (report.plan === plan && report.set === set && report.run === run) return report;
    throw damaged(key, `holds another drill's report: ${report.run} of set ${report.set}`);
  }
}

/** How that begins which stands in the place of a report that will never be. */
const abandoned = '{"abandoned":';

function isAbandoned(bytes: Buffer): boolean {
  return bytes.subarray(0, abandoned.length).equals(Buffer.from(abandoned));
}

function declaredDead({ run }: DrillReport): PgstowError {
  return new PgstowError('lost', `run ${run} was declared dead before it had stored its report`, {
    hint: 'it had not been heard of for a minute: its machine slept, or did not reach the repository; what it has found is in no report',
  });
}
