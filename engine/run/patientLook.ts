import { PgstowError } from '../errors.ts';
import type { Repository } from '../repository/repository.ts';
import type { PlanDue } from '../schedule/due.ts';
import { dueAndCredited, type Looking } from './lookAt.ts';

/**
 * Looks what is due for who does so again and again: one of its plans that is deleted later keeps none of the others from its
 * starts. Such a plan is told of once, and looked at again when it is applied again.
 */
export class PatientLook {
  readonly #onGone: (plan: string, message: string) => void;
  readonly #gone = new Set<string>();

  constructor(onGone: (plan: string, message: string) => void) {
    this.#onGone = onGone;
  }

  async look(repository: Repository, looking: Looking): Promise<PlanDue[]> {
    try {
      const looked = await dueAndCredited(repository, looking);
      this.#gone.clear();
      return looked;
    } catch (thrown) {
      const { plans = [] } = looking;
      if (!isInput(thrown) || plans.length === 0) throw thrown;
      return this.#oneByOne(repository, looking, plans);
    }
  }

  async #oneByOne(repository: Repository, looking: Looking, plans: readonly string[]): Promise<PlanDue[]> {
    const looked = new Map<string, PlanDue>();
    for (const plan of plans) {
      try {
        for (const each of await dueAndCredited(repository, { ...looking, plans: [plan] })) looked.set(each.plan, each);
        this.#gone.delete(plan);
      } catch (thrown) {
        if (!isInput(thrown)) throw thrown;
        if (!this.#gone.has(plan)) this.#onGone(plan, thrown.message);
        this.#gone.add(plan);
      }
    }
    return [...looked.values()];
  }
}

function isInput(thrown: unknown): thrown is PgstowError {
  return thrown instanceof PgstowError && thrown.code === 'input';
}
