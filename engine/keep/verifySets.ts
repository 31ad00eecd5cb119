import { createHash } from 'node:crypto';
import { PgstowError } from '../errors.ts';
import { parseArchive } from '../postgres/archive.ts';
import type { ContentItem } from '../repository/contents.ts';
import { contentsKey, definitionsKey, manifestKey } from '../repository/keys.ts';
import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { madeSet } from '../repository/runRecord.ts';
import type { ListedSet } from '../repository/sets.ts';
import { contradictions } from './verifyContents.ts';
import { affectsWholeSet, type DamageKind, damageOf, type Finding } from './verifyFinding.ts';

export interface SetChoice {
  /** A plan's id. */
  readonly plan?: string | undefined;
  readonly set?: string | undefined;
}

/** A set to verify: as it is listed, or one whose manifest is gone although a run has made it. */
export type ChosenSet = ListedSet | { readonly state: 'lost'; readonly plan: string; readonly set: string };

/** The sets to verify. A set that an interrupted run has left without a manifest is none: it was never finished. */
export async function chooseSets(
  repository: Repository,
  { plan, set }: SetChoice,
  signal: AbortSignal,
): Promise<ChosenSet[]> {
  const listed = await repository.sets.list(plan, { signal, fromStore: true });
  const lost = await lostSets(repository, plan, listed, signal);
  const all: ChosenSet[] = [...listed, ...lost];
  const chosen = set === undefined ? all : all.filter((each) => each.set === set);
  if (chosen.length > 0) return chosen;
  if (set !== undefined) await repository.sets.get(set, { signal }); // rejects, saying which there are
  const where = plan === undefined ? 'the repository' : `plan ${plan}`;
  throw new PgstowError(
    'input',
    `${where} has no set${set === undefined ? ' yet' : ` ${set}`}: there is nothing to verify`,
    {
      hint:
        set === undefined ? `make one first: pgstow backup ${plan ?? 'PLAN'}` : 'pgstow sets lists all that there are',
    },
  );
}

/** Sets of which something is stored, whose backup is recorded as done, and whose manifest is missing. */
async function lostSets(
  repository: Repository,
  plan: string | undefined,
  listed: readonly ListedSet[],
  signal: AbortSignal,
): Promise<ChosenSet[]> {
  const known = new Set(listed.map((each) => each.set));
  const objects = await repository.sets.objects(plan, { signal });
  const left = new Map(
    objects
      .filter(({ set, parts }) => !known.has(set) && !parts.has('manifest.json'))
      .map((each) => [each.set, each.plan]),
  );
  if (left.size === 0) return [];
  const runs = await repository.runs.list(plan, { signal });
  const made = runs.flatMap((run) => (run.state === 'damaged' ? undefined : madeSet(run)) ?? []);
  return [...left].filter(([set]) => made.includes(set)).map(([set, of]) => ({ state: 'lost', plan: of, set }));
}

export interface SetChecked {
  /** Undefined when its contents cannot be relied on. */
  readonly items: readonly ContentItem[] | undefined;
  readonly findings: readonly Finding[];
}

/** Reads what a set consists of besides its blobs. `others` are the sets whose objects may have got into its place. */
export async function checkSet(
  repository: Repository,
  chosen: ChosenSet,
  others: readonly SetManifest[],
  signal: AbortSignal,
): Promise<SetChecked> {
  const { plan, set } = chosen;
  if (chosen.state !== 'complete')
    return { items: undefined, findings: [await manifestFinding(repository, chosen, signal)] };
  const { manifest } = chosen;
  const findings: Finding[] = [];
  const check = async (key: string, part: 'definitions' | 'contents', read: () => Promise<void>) => {
    const error = await damageOf(read);
    if (!error) return;
    const kind = await kindOfDamage(repository, key, part, { manifest, others, signal });
    findings.push({ kind, key, message: error.message, affects: [affectsWholeSet(plan, set)] });
  };
  await check(definitionsKey(plan, set), 'definitions', async () => {
    parseArchive(await repository.sets.readDefinitions(manifest, { signal }));
  });
  let items: ContentItem[] | undefined;
  const key = contentsKey(plan, set);
  await check(key, 'contents', async () => {
    items = await repository.sets.readContents(manifest, { signal });
  });
  for (const what of contradictions(items ?? [], items ? manifest.totals : { tables: 0, rows: 0 })) {
    findings.push({ kind: 'inconsistent', key, message: `${key}: ${what}`, affects: [affectsWholeSet(plan, set)] });
  }
  return { items, findings };
}

async function manifestFinding(
  repository: Repository,
  chosen: Exclude<ChosenSet, { state: 'complete' }>,
  signal: AbortSignal,
): Promise<Finding> {
  const { plan, set } = chosen;
  const key = manifestKey(plan, set);
  const affects = [affectsWholeSet(plan, set)];
  if (chosen.state === 'lost')
    return { kind: 'missing', key, message: `${key} is missing, and the run that made the set succeeded`, affects };
  const { code, message } = chosen.error;
  const kind =
    code === 'unsupported'
      ? 'unsupported'
      : repository.facts.encryption !== 'none'
        ? 'altered' // of what is sealed nobody can tell more
        : await kindOfManifest(await repository.store.get(key, undefined, { signal }));
  return { kind, key, message, affects };
}

/** A manifest is one line of JSON that names its plan and set, after its own hash. */
async function kindOfManifest(stored: Buffer): Promise<DamageKind> {
  const text = stored.toString();
  if (!text.endsWith('}\n')) return 'truncated';
  const [, hash, body] = /^\{"sha256":"([0-9a-f]{64})","manifest":(.*)\}\n$/s.exec(text) ?? [];
  return body && createHash('sha256').update(body).digest('hex') === hash ? 'swapped' : 'altered';
}

async function kindOfDamage(
  { store, facts }: Repository,
  key: string,
  part: 'definitions' | 'contents',
  { manifest, others, signal }: { manifest: SetManifest; others: readonly SetManifest[]; signal: AbortSignal },
): Promise<DamageKind> {
  if ((await store.size(key, { signal })) === undefined) return 'missing';
  if (facts.encryption !== 'none') return 'altered';
  const stored = await store.get(key, undefined, { signal });
  const actual = createHash('sha256').update(stored).digest('hex');
  if (actual === manifest[part].sha256) return 'inconsistent';
  if (others.some((other) => actual === other.definitions.sha256 || actual === other.contents.sha256)) return 'swapped';
  return stored.length < manifest[part].bytes ? 'truncated' : 'altered';
}
