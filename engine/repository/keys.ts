/**
 * The name of every object in a repository (format 1), in one place.
 *
 * ```
 * repository.json                         what the repository is                     write-once
 * keys/<slot>.json                        the master key, wrapped for one opener     write-once
 * keys/<slot>.<keys>.json                 a later master key, likewise               write-once
 * keys/generations/<n>.json               makes the nth master key be                write-once
 * keys/generations/<n>.copy.json          the same, should that get lost             write-once
 * plans/<plan>/<revision>.json            every revision of a plan                   write-once
 * sets/<plan>/<set>/manifest.json         a set's commit                             write-once
 * sets/<plan>/<set>/definitions.dump      pg_dump's custom archive, definitions only write-once
 * sets/<plan>/<set>/contents.ndjson.zst   what the set holds, a line an item         write-once
 * sets/<plan>/<set>/blob-names.zst        of a copied set: its blobs' names there      write-once
 * sets/<plan>/<set>/pins/<pin>.json       why the set is not to be removed           write-once
 * sets/<plan>/<set>/locks/<until>.json    that all it needs is locked until then     write-once
 * sets/<plan>/<set>/archived/<class>.json that some of it lies in this archive class  write-once
 * sets/<plan>/<set>/drills/<run>.json     how a drill of the set came out            write-once
 * blobs/<2 hex>/<name>                    zstd of COPY text                          write-once
 * runs/<plan>/<run>.json                  a run's progress and outcome               rewritten
 * runs/<plan>/drills/<run>.json           the same of a drill                        rewritten
 *                                         or that starts had no run                  write-once
 * leases/<lease>/<generation>.json        who does what may be done by one at a time rewritten by its holder
 * prunes/<prune>/sets.json                sets that shall go                         write-once
 * prunes/<prune>/sets-spared.json         those of them that stay after all          write-once
 * prunes/<prune>/blobs.ndjson.zst         blobs that shall go                        write-once
 * prunes/<prune>/blobs-spared.ndjson.zst  those of them that stay after all          write-once
 * prunes/<prune>/done.json                all of it is gone                          write-once
 * archivings/<archiving>/blobs.ndjson.zst         blobs that shall be archived       write-once
 * archivings/<archiving>/blobs-spared.ndjson.zst  those of them that stay after all  write-once
 * archivings/<archiving>/tagged.json              the others are tagged for the bucket's rule  write-once
 * archivings/<archiving>/done.json                they are archived                  write-once
 * shards/<plan>/<group>/<set>/...         how several machines make one set, see `shardRecords.ts`
 * restores/<plan>/<restore>/<run>.ended.json  how a restore that several machines share ends  write-once
 * restores/<plan>/<restore>/<run>.void.json   that it has not ended so                        write-once
 * ```
 */
export const repositoryKey = 'repository.json';

export const allPlansPrefix = 'plans/';
export const allSetsPrefix = 'sets/';
export const allBlobsPrefix = 'blobs/';
export const allRunsPrefix = 'runs/';

export const planPrefix = (plan: string) => `plans/${plan}/`;
export const planRevisionKey = (plan: string, revision: number) =>
  `plans/${plan}/${String(revision).padStart(6, '0')}.json`;

export const planSetsPrefix = (plan: string) => `sets/${plan}/`;
const setPrefix = (plan: string, set: string) => `sets/${plan}/${set}/`;
export const manifestKey = (plan: string, set: string) => `${setPrefix(plan, set)}manifest.json`;
export const definitionsKey = (plan: string, set: string) => `${setPrefix(plan, set)}definitions.dump`;
export const contentsKey = (plan: string, set: string) => `${setPrefix(plan, set)}contents.ndjson.zst`;

export const blobNamesKey = (plan: string, set: string) => `${setPrefix(plan, set)}blob-names.zst`;

export const allPinsPrefix = (plan: string, set: string) => `${setPrefix(plan, set)}pins/`;
export const pinKey = (plan: string, set: string, pin: string) => `${allPinsPrefix(plan, set)}${pin}.json`;

export const setLocksPrefix = (plan: string, set: string) => `${setPrefix(plan, set)}locks/`;
/** `20261226T000000Z`: ISO 8601 without what no key may hold. */
export const setLockKey = (plan: string, set: string, until: Date) =>
  `${setLocksPrefix(plan, set)}${until.toISOString().replace(/[-:]|\.\d+/g, '')}.json`;

export const setArchivedKey = (plan: string, set: string, storageClass: string) =>
  `${setPrefix(plan, set)}archived/${storageClass}.json`;

export const allDrillsPrefix = (plan: string, set: string) => `${setPrefix(plan, set)}drills/`;
export const drillKey = (plan: string, set: string, run: string) => `${allDrillsPrefix(plan, set)}${run}.json`;

export const blobKey = (name: string) => `blobs/${name.slice(0, 2)}/${name}`;

export const allLeasesPrefix = 'leases/';
export const leasePrefix = (lease: string) => `${allLeasesPrefix}${lease}/`;
export const leaseKey = (lease: string, generation: number) =>
  `${leasePrefix(lease)}${String(generation).padStart(9, '0')}.json`;

export const allPrunesPrefix = 'prunes/';
export const pruneKey = (prune: string, part: string) => `prunes/${prune}/${part}`;

export const allArchivingsPrefix = 'archivings/';
export const archivingKey = (archiving: string, part: string) => `${allArchivingsPrefix}${archiving}/${part}`;

export const allShardsPrefix = 'shards/';
export const groupPrefix = (plan: string, group: string) => `${allShardsPrefix}${plan}/${group}/`;
export const shardKey = (plan: string, group: string, set: string, part: string) =>
  `${groupPrefix(plan, group)}${set}/${part}`;

export const allRestoresPrefix = 'restores/';
export const restorePrefix = (plan: string, restore: string) => `${allRestoresPrefix}${plan}/${restore}/`;
export const restoreEndKey = (plan: string, restore: string, run: string, part: RestoreEndPart) =>
  `${restorePrefix(plan, restore)}${run}.${part}.json`;
type RestoreEndPart = 'ended' | 'void';

export const allKeySlotsPrefix = 'keys/';
export const keySlotKey = ({ slot, keys }: KeySlotName) => `keys/${slot}${keys === undefined ? '' : `.${keys}`}.json`;
export const allGenerationsPrefix = 'keys/generations/';
export const generationKey = (generation: number, copy = false) =>
  `keys/generations/${String(generation).padStart(6, '0')}${copy ? '.copy' : ''}.json`;

/** A slot, and the id of the keys that it is of; absent for the first ones. */
export interface KeySlotName {
  readonly slot: string;
  readonly keys?: string | undefined;
}

export const allProbesPrefix = 'probes/';
export const probeKey = (id: string) => `${allProbesPrefix}${id}`;

/** Stands for the plan in the key of a run that belongs to none, such as the verification of a whole repository. */
const noPlan = '_';
export const planRunsPrefix = (plan: string | undefined) => `runs/${plan ?? noPlan}/`;
/** Of drills by themselves: what is due of a plan's backups is told without reading them, and the other way round. */
export const runKey = ({ plan, kind, run }: RunName) =>
  `${planRunsPrefix(plan)}${kind === 'drill' ? 'drills/' : ''}${run}.json`;

interface RunName {
  readonly plan?: string | undefined;
  readonly kind: string;
  readonly run: string;
}

/** The name of a blob; undefined for any other key. */
export function parseBlobKey(key: string): string | undefined {
  const [, folder, name] = /^blobs\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  return name !== undefined && name.slice(0, 2) === folder ? name : undefined;
}

export function parseKeySlotKey(key: string): KeySlotName | undefined {
  const [, slot, keys] = /^keys\/([^/.]+)(?:\.([0-9a-f]{16}))?\.json$/.exec(key) ?? [];
  return slot ? { slot, ...(keys && { keys }) } : undefined;
}

export function parseGenerationKey(key: string): number | undefined {
  const [, generation] = /^keys\/generations\/(\d{6})(?:\.copy)?\.json$/.exec(key) ?? [];
  return generation ? Number(generation) : undefined;
}

export function parsePlanRevisionKey(key: string): { plan: string; revision: number } | undefined {
  const [, plan, revision] = /^plans\/([^/]+)\/(\d{6,})\.json$/.exec(key) ?? [];
  return plan && revision ? { plan, revision: Number(revision) } : undefined;
}

export function parseManifestKey(key: string): { plan: string; set: string } | undefined {
  const [, plan, set] = /^sets\/([^/]+)\/([^/]+)\/manifest\.json$/.exec(key) ?? [];
  return plan && set ? { plan, set } : undefined;
}

/** Any object of a set; `part` is what its key has after the set's folder. */
export function parseSetKey(key: string): { plan: string; set: string; part: string } | undefined {
  const [, plan, set, part] = /^sets\/([^/]+)\/([^/]+)\/(.+)$/.exec(key) ?? [];
  return plan && set && part ? { plan, set, part } : undefined;
}

export function parsePinKey(key: string): { plan: string; set: string; pin: string } | undefined {
  const [, plan, set, pin] = /^sets\/([^/]+)\/([^/]+)\/pins\/([^/]+)\.json$/.exec(key) ?? [];
  return plan && set && pin ? { plan, set, pin } : undefined;
}

export function parseSetLockKey(key: string): { plan: string; set: string; until: Date } | undefined {
  const [, plan, set, date, time] = /^sets\/([^/]+)\/([^/]+)\/locks\/(\d{8})T(\d{6})Z\.json$/.exec(key) ?? [];
  if (!plan || !set || !date || !time) return undefined;
  const iso = `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`;
  const until = new Date(iso);
  return Number.isNaN(until.getTime()) ? undefined : { plan, set, until };
}

export function parseSetArchivedKey(key: string): { plan: string; set: string; storageClass: string } | undefined {
  const [, plan, set, storageClass] = /^sets\/([^/]+)\/([^/]+)\/archived\/([^/]+)\.json$/.exec(key) ?? [];
  return plan && set && storageClass ? { plan, set, storageClass } : undefined;
}

export function parseDrillKey(key: string): { plan: string; set: string; run: string } | undefined {
  const [, plan, set, run] = /^sets\/([^/]+)\/([^/]+)\/drills\/([^/]+)\.json$/.exec(key) ?? [];
  return plan && set && run ? { plan, set, run } : undefined;
}

export function parseLeaseKey(key: string): { lease: string; generation: number } | undefined {
  const [, lease, generation] = /^leases\/([^/]+)\/(\d+)\.json$/.exec(key) ?? [];
  return lease && generation ? { lease, generation: Number(generation) } : undefined;
}

export function parsePruneKey(key: string): { prune: string; part: string } | undefined {
  const [, prune, part] = /^prunes\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  return prune && part ? { prune, part } : undefined;
}

export function parseArchivingKey(key: string): { archiving: string; part: string } | undefined {
  const [, archiving, part] = /^archivings\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  return archiving && part ? { archiving, part } : undefined;
}

/** Any object of a set that several machines make; `part` is what its key has after the set. */
export function parseShardKey(key: string): { plan: string; set: string; part: string } | undefined {
  const [, plan, set, part] = /^shards\/([^/]+)\/[^/]+\/([^/]+)\/(.+)$/.exec(key) ?? [];
  return plan && set && part ? { plan, set, part } : undefined;
}

export function parseRestoreEndKey(key: string): { run: string; part: RestoreEndPart } | undefined {
  const [, run, part] = /^restores\/[^/]+\/[^/]+\/([^/]+)\.(ended|void)\.json$/.exec(key) ?? [];
  return run && part ? { run, part: part as RestoreEndPart } : undefined;
}

export function parseRunKey(key: string): { plan: string | undefined; run: string; isDrill: boolean } | undefined {
  const [, plan, drills, run] = /^runs\/([^/]+)\/(drills\/)?([^/]+)\.json$/.exec(key) ?? [];
  return plan && run ? { plan: plan === noPlan ? undefined : plan, run, isDrill: drills !== undefined } : undefined;
}
