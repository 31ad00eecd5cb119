import { PgstowError } from '../errors.ts';
import type { Repository } from '../repository/repository.ts';
import type { PlanDue } from '../schedule/due.ts';
import { dueAndCredited, type Looking } from './lookAt.ts';

/**
 * Looks what is due for who does so again and again: a plan whose record is damaged, or one of those that were named and is deleted
 * later, keeps none of the others from its starts. Such a plan is told of once, and looked at again every time.
 */
export class PatientLook {
  readonly #onTrouble: (plan: string, message: string) => void;
  #known: ReadonlySet<string> = new Set();
  #met = new Set<string>();

  constructor(onTrouble: (plan: string, message: string) => void) {
    this.#onTrouble = onTrouble;
  }

  /** The first look rejects with `input` where a plan is unknown. */
  async look(repository: Repository, asked: Looking, isFirst: boolean): Promise<PlanDue[]> {
    const looking: Looking = { ...asked, onDamaged: ({ message }, plan) => this.#meet(plan, message) };
    const looked = await this.#all(repository, looking, isFirst);
    this.#known = this.#met;
    this.#met = new Set();
    return looked;
  }

  async #all(repository: Repository, looking: Looking, isFirst: boolean): Promise<PlanDue[]> {
    const { plans = [] } = looking;
    try {
      return await dueAndCredited(repository, looking);
    } catch (thrown) {
      if (isFirst || !isOfOne(thrown) || plans.length === 0) throw thrown;
      return this.#oneByOne(repository, looking, plans);
    }
  }

  async #oneByOne(repository: Repository, looking: Looking, plans: readonly string[]): Promise<PlanDue[]> {
    const looked = new Map<string, PlanDue>();
    for (const plan of plans) {
      try {
        for (const each of await dueAndCredited(repository, { ...looking, plans: [plan] })) {
          looked.set(`${each.plan} ${each.kind}`, each); // the same plan may be asked for by its id and its name
        }
      } catch (thrown) {
        if (!isOfOne(thrown)) throw thrown;
        this.#meet(plan, thrown.message);
      }
    }
    return [...looked.values()];
  }

  #meet(plan: string, message: string): void {
    const trouble = `${plan}: ${message}`;
    if (!this.#known.has(trouble) && !this.#met.has(trouble)) this.#onTrouble(plan, message);
    this.#met.add(trouble);
  }
}

/** Whether it says nothing of other plans: that one is deleted, or what is written of it damaged. */
function isOfOne(thrown: unknown): thrown is PgstowError {
  return thrown instanceof PgstowError && ['input', 'damaged'].includes(thrown.code);
}
