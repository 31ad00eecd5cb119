/** Work for one plan each, some of it at once; what has no room waits in order. */
export class Slots {
  readonly #atOnce: number;
  readonly #work: (plan: string) => Promise<void>;
  readonly #busy = new Map<string, Promise<void>>();
  #waiting: readonly string[] = [];
  #closed = false;

  /** `work` must not reject. */
  constructor(atOnce: number, work: (plan: string) => Promise<void>) {
    this.#atOnce = atOnce;
    this.#work = work;
  }

  /** Which plans there is work for now, the most urgent first; it takes the place of what was offered before and still waits. */
  offer(plans: readonly string[]): void {
    this.#waiting = plans;
    this.#fill();
  }

  /** Begins nothing any more. Resolves when all that was begun has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#busy.values());
  }

  #fill(): void {
    while (!this.#closed && this.#busy.size < this.#atOnce) {
      const next = this.#waiting.find((plan) => !this.#busy.has(plan));
      if (next === undefined) return;
      this.#waiting = this.#waiting.filter((plan) => plan !== next);
      this.#busy.set(next, this.#occupy(next));
    }
  }

  async #occupy(plan: string): Promise<void> {
    await this.#work(plan);
    this.#busy.delete(plan);
    this.#fill();
  }
}
