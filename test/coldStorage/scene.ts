import { initRepositoryIn, type Repository } from '../../engine/repository/repository.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { type TestSurroundings, testSurroundings } from '../repository/folderRepository.ts';
import { ClassedStore } from './classedStore.ts';
import { blobOf, type Contents, makeSet } from './makeSet.ts';

export const source = { host: 'h', database: 'd', user: 'u' };
export const large = 200_000;
export const of = (...contents: string[]): Contents => new Map(contents.map((each) => [each, large]));

export interface Scene {
  readonly store: ClassedStore;
  readonly repository: Repository;
  readonly surroundings: TestSurroundings;
}

export async function scene(more: object = {}): Promise<Scene> {
  const surroundings = testSurroundings('2026-01-01T00:00:00Z');
  const store = new ClassedStore(surroundings.now);
  const repository = await initRepositoryIn(store, surroundings);
  const fields = { archiveAfterDays: 30, archiveClass: 'GLACIER', ...more };
  await repository.plans.apply(parsePlan({ id: 'p', source, ...fields }));
  return { store, repository, surroundings };
}

/** A set of January that holds `a` and `b`, and one of March that holds `b` and `c`. */
export async function twoSets(more?: object): Promise<Scene & { readonly old: string; readonly newest: string }> {
  const here = await scene(more);
  const old = await makeSet(here.repository, 'p', of('a', 'b'));
  here.surroundings.goTo('2026-03-01T00:00:00Z');
  const newest = await makeSet(here.repository, 'p', of('b', 'c'));
  return { ...here, old, newest };
}

export async function archivedNames({ blobs }: Repository): Promise<string[]> {
  const names: string[] = [];
  for await (const { name, storageClass } of blobs.list()) if (storageClass !== 'STANDARD') names.push(name);
  return names.sort();
}

export const nameOf = (content: string) => blobOf(content, 0).id;
