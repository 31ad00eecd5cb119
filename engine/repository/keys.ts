/**
 * The name of every object in a repository (format 1), in one place.
 *
 * ```
 * repository.json                         what the repository is                     write-once
 * keys/<slot>.json                        the master key, wrapped for one opener     write-once
 * plans/<plan>/<revision>.json            every revision of a plan                   write-once
 * sets/<plan>/<set>/manifest.json         a set's commit                             write-once
 * sets/<plan>/<set>/definitions.dump      pg_dump's custom archive, definitions only write-once
 * sets/<plan>/<set>/contents.ndjson.zst   what the set holds, a line an item         write-once
 * blobs/<2 hex>/<id>                      zstd of COPY text                          write-once
 * runs/<plan>/<run>.json                  a run's progress and outcome               rewritten
 *                                         or that starts had no run                  write-once
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

export const blobKey = (id: string) => `blobs/${id.slice(0, 2)}/${id}`;

export const allKeySlotsPrefix = 'keys/';
export const keySlotKey = (slot: string) => `keys/${slot}.json`;

export const probeKey = (id: string) => `probes/${id}`;

/** Stands for the plan in the key of a run that belongs to none, such as the verification of a whole repository. */
const noPlan = '_';
export const planRunsPrefix = (plan: string | undefined) => `runs/${plan ?? noPlan}/`;
export const runKey = (plan: string | undefined, run: string) => `${planRunsPrefix(plan)}${run}.json`;

export function parseKeySlotKey(key: string): { slot: string } | undefined {
  const [, slot] = /^keys\/([^/]+)\.json$/.exec(key) ?? [];
  return slot ? { slot } : undefined;
}

export function parsePlanRevisionKey(key: string): { plan: string; revision: number } | undefined {
  const [, plan, revision] = /^plans\/([^/]+)\/(\d{6,})\.json$/.exec(key) ?? [];
  return plan && revision ? { plan, revision: Number(revision) } : undefined;
}

export function parseManifestKey(key: string): { plan: string; set: string } | undefined {
  const [, plan, set] = /^sets\/([^/]+)\/([^/]+)\/manifest\.json$/.exec(key) ?? [];
  return plan && set ? { plan, set } : undefined;
}

export function parseRunKey(key: string): { plan: string | undefined; run: string } | undefined {
  const [, plan, run] = /^runs\/([^/]+)\/([^/]+)\.json$/.exec(key) ?? [];
  return plan && run ? { plan: plan === noPlan ? undefined : plan, run } : undefined;
}
