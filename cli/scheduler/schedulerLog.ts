import type { SchedulerEvent } from '../../engine/index.ts';
import type { Output } from '../output/output.ts';
import { type EventRecord, eventRecord } from './eventRecord.ts';
import type { Made } from './schedulerState.ts';

/** What a scheduler tells, a line an event on standard error: words, or with `--json` an object. */
export class SchedulerLog {
  readonly #output: Output;
  /** Lines come in the order of what they tell. */
  #last: Promise<void> = Promise.resolve();

  constructor(output: Output) {
    this.#output = output;
  }

  event(event: SchedulerEvent<Made>): void {
    const at = new Date();
    this.#last = this.#last.then(async () => {
      const record = await eventRecord(event);
      if (record) this.#write(record, at);
    });
  }

  /** That it has begun, or is about to end. */
  note(event: string, words: string, fields: Readonly<Record<string, unknown>> = {}): void {
    const at = new Date();
    this.#last = this.#last.then(() => this.#write({ level: 'info', event, fields, words }, at));
  }

  /** Resolves when all is written. */
  async flush(): Promise<void> {
    await this.#last;
  }

  #write({ level, event, plan, fields, words }: EventRecord, at: Date): void {
    if (this.#output.quiet && level !== 'error') return;
    const time = at.toISOString();
    if (this.#output.json) this.#output.record({ time, level, event, plan, ...fields });
    else this.#output.remark(`${time} ${[plan ?? 'scheduler', words].join(': ')}`);
  }
}
