import { parseManifestKey } from '../../../engine/repository/keys.ts';
import { initRepositoryIn } from '../../../engine/repository/repository.ts';
import { parsePlan } from '../../../engine/spec/parsePlans.ts';
import { testSurroundings } from '../../repository/folderRepository.ts';
import { backUp, pruneThese, type Reliance } from './deeds.ts';
import { Judge } from './judge.ts';
import { type Actor, World } from './world.ts';

/**
 * The one schedule that chance hardly ever finds: a prune publishes a blob, and waits for a backup that may rely on it. Meanwhile a set
 * comes that needs the blob, one goes on from that set, and another prune removes it. Says what was lost.
 */
export async function goOnFromASetThatGoes(mayRelyOn?: Reliance): Promise<readonly string[]> {
  const judge = new Judge();
  const world = new World(judge.hear);
  const repository = await initRepositoryIn(world.store, testSurroundings());
  for (const id of ['p', 'q'])
    await repository.plans.apply(parsePlan({ id, source: { host: 'h', database: 'd', user: 'u' } }));
  const begin = (plan: string, letters: string) =>
    world.start('south', 'backup', (inside) => backUp(inside, plan, letters, mayRelyOn));
  const newest = async () => (await repository.sets.list('p', { limit: 1 }))[0]!;
  const prune = async (...sets: Awaited<ReturnType<typeof newest>>[]) =>
    toEnd(await world.start('south', 'prune', (inside) => pruneThese(inside, sets)));

  await toEnd(await begin('p', 'a'));
  const first = await newest();
  await toEnd(await begin('p', 'b'));
  const patient = await until(await begin('q', 'c'), isOfABlob);
  const unaware = await until(await begin('p', 'a'), isOfABlob);
  await prune(first); // publishes a, and waits for both
  await toEnd(unaware);
  const base = await newest();
  const aware = await until(await begin('p', 'a'), isTheCommit);
  await prune(base); // the first prune waits for the patient one still
  await toEnd(patient);
  await prune();
  await toEnd(aware);
  return judge.violations;
}

type Request = Actor['waiting'][number];
const isOfABlob = ({ key }: Request) => key.startsWith('blobs/');
const isTheCommit = ({ verb, key }: Request) => verb === 'create' && parseManifestKey(key) !== undefined;

/** Lets an actor's requests through until it makes one of a kind, which waits. */
async function until(actor: Actor, isIt: (waiting: Request) => boolean): Promise<Actor> {
  while (!actor.isOver && !actor.waiting.some(isIt)) await actor.step(0);
  return actor;
}

async function toEnd(actor: Actor): Promise<void> {
  while (!actor.isOver) await actor.step(0);
  if (actor.failure) throw actor.failure;
}
