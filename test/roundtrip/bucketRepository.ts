import { initRepository, openRepository, parsePlans, type Repository } from '../../engine/index.ts';
import type { PlanInput } from '../../engine/spec/plan.ts';
import type { TestDatabase } from '../servers.ts';
import { plan } from './testRepository.ts';

type Unlocking = { readonly key?: string };

/** A new repository in a bucket, opened as a user opens one, with the one plan of these tests. */
export async function bucketRepository(
  url: string,
  { target }: TestDatabase,
  { key, ...options }: Unlocking & Omit<PlanInput, 'source'> = {},
): Promise<Repository> {
  const unlocking = key === undefined ? {} : { key };
  await initRepository(url, { encryption: key === undefined ? 'none' : unlocking });
  const repository = await openRepository(url, unlocking);
  const { host, port, database, user } = target;
  const document = { id: plan, source: { host, port, database, user }, concurrency: 4, ...options };
  for (const parsed of parsePlans(JSON.stringify([document]), 'plan.json')) await repository.plans.apply(parsed);
  return repository;
}
