import { PgstowError } from '../errors.ts';
import { openRepository, type Repository } from '../repository/repository.ts';
import type { Unlocking } from '../repository/unlocking.ts';
import type { Copy } from '../spec/copiesSchema.ts';
import { resolveKept } from '../spec/keptSecret.ts';
import type { KeptReference } from '../spec/referenceSchema.ts';
import type { Environment } from '../spec/secret.ts';
import { whyNoCopy } from './allowed.ts';

/** Where secrets are looked up. */
export interface Surrounded {
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/** What opens a repository that sets are copied to: as it was typed, or as a plan says. */
export interface CopyTarget {
  readonly repository: string;
  readonly open: () => Promise<Repository>;
}

/** A repository that a plan has its sets copied to. `index` is its place in the plan's list. */
export function targetOf(copy: Copy, index: number, options: Surrounded): CopyTarget {
  return { repository: copy.repository, open: () => openCopy(copy, `copies[${index}]`, options) };
}

/** Rejects where this machine does not allow it, with what its secrets or the repository reject with. */
async function openCopy(copy: Copy, field: string, options: Surrounded): Promise<Repository> {
  const refused = whyNoCopy(copy.repository, options.env);
  if (refused) throw refused;
  return openAsThePlanSays(copy, field, options);
}

async function openAsThePlanSays(copy: Copy, field: string, options: Surrounded): Promise<Repository> {
  const { credentials } = copy;
  const accessKey = credentials && {
    accessKeyId: await resolveKept(credentials.accessKeyId, `${field}.credentials.accessKeyId`, options),
    secretAccessKey: await resolveKept(credentials.secretAccessKey, `${field}.credentials.secretAccessKey`, options),
  };
  return openRepository(copy.repository, {
    ...(await unlockingOf(copy, field, options)),
    credentials: accessKey,
  });
}

/** What sets are repaired from: nothing goes there, so no machine need allow it. */
export interface SourceOptions extends Surrounded {
  /** One that this plan has its sets copied to is opened as it says, unless something is given. */
  readonly plan?: string | undefined;
}

/** Opens another repository that has sets of this one. Rejects with `input` where it is none, or is not opened. */
export async function openSource(
  repository: Repository,
  { repository: url, ...unlocking }: Unlocking & { readonly repository: string },
  { plan, ...options }: SourceOptions,
): Promise<Repository> {
  const copies = plan === undefined ? [] : ((await repository.plans.find(plan))?.document.copies ?? []);
  const index = copies.findIndex((each) => each.repository === url);
  const isOpened = Object.values(unlocking).some((each) => each !== undefined);
  const from =
    index >= 0 && !isOpened
      ? await openAsThePlanSays(copies[index]!, `copies[${index}]`, options)
      : await openRepository(url, unlocking);
  if (from.id === repository.id) throw isItself(from);
  if (!from.locked) return from;
  throw new PgstowError('input', `${url} is encrypted, and no key of it is given`, {
    hint: 'give what opens it: PGSTOW_COPY_KEY, PGSTOW_COPY_PASSPHRASE, PGSTOW_COPY_KMS_KEY or --from-key-file',
  });
}

async function unlockingOf({ key, passphrase, kmsKey }: Copy, field: string, options: Surrounded): Promise<Unlocking> {
  const lookUp = async (reference: KeptReference | undefined, name: string) =>
    reference && (await resolveKept(reference, `${field}.${name}`, options));
  return { key: await lookUp(key, 'key'), passphrase: await lookUp(passphrase, 'passphrase'), kmsKey };
}

/** Refuses what would be no copy, or would lay open what is sealed. */
export function requireCopyable(source: Repository, destination: Repository): void {
  if (source.id === destination.id) {
    throw isItself(destination);
  }
  if (destination.locked) {
    throw new PgstowError('input', `${destination.store.url} is encrypted, and no key of it is given`, {
      hint: 'say in the plan where it is: key: { env: NAME }, passphrase or kmsKey; or beside --to: PGSTOW_COPY_KEY or --to-key-file',
    });
  }
  if (source.facts.encryption !== 'none' && destination.facts.encryption === 'none') {
    throw new PgstowError('input', `${source.store.url} is encrypted, and ${destination.store.url} is not`, {
      hint: 'make the repository for the copies anew, encrypted, under a key of its own: pgstow init',
    });
  }
}

function isItself({ store, id }: Repository): PgstowError {
  return new PgstowError('input', `${store.url} is the repository itself (${id}), and no copy of it`, {
    hint: 'name a repository of its own, made by pgstow init: a folder or bucket that was copied by other means has the same id',
  });
}
