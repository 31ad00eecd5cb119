import type { Repository } from '../../engine/index.ts';
import { withOrderlyStop } from '../interruption.ts';
import type { Invocation } from '../invocation.ts';
import type { ListenAddress } from './listenAddress.ts';
import { metricsText } from './metricsText.ts';
import { SchedulerLog } from './schedulerLog.ts';
import { advanced, ailmentOf, type SchedulerState, stateAt } from './schedulerState.ts';
import { type Told, withServer } from './serve.ts';

export interface SchedulingOptions {
  readonly parallel: number;
  /** In seconds. */
  readonly grace: number;
  readonly listen?: ListenAddress;
}

/** A scheduler of this process: what it knows, tells and serves. */
export class Scheduling {
  readonly #invocation: Invocation;
  readonly #plans: readonly string[];
  readonly #options: SchedulingOptions;
  readonly #log: SchedulerLog;
  #state: SchedulerState = stateAt(Date.now());
  #repository: Repository | undefined;

  constructor(invocation: Invocation, plans: readonly string[], options: SchedulingOptions) {
    this.#invocation = invocation;
    this.#plans = plans;
    this.#options = options;
    this.#log = new SchedulerLog(invocation.output);
  }

  async run(): Promise<{ readonly document: object; readonly interrupted: boolean }> {
    const { listen } = this.#options;
    try {
      if (listen) await withServer(listen, this.#told(), (where) => this.#schedule(where));
      else await this.#schedule();
    } finally {
      await this.#log.flush();
    }
    const { since, looks, ends } = this.#state;
    const document = { scheduler: { since: new Date(since).toISOString(), looks, starts: Object.fromEntries(ends) } };
    return { document, interrupted: [...ends.values()].some(({ interrupted = 0 }) => interrupted > 0) };
  }

  async #schedule(where?: string): Promise<void> {
    const { backup, runScheduler } = await this.#invocation.engine();
    const { parallel, grace } = this.#options;
    const serving = where === undefined ? '' : `; http://${where} serves /healthz and /metrics`;
    this.#log.note('running', `looks every minute, up to ${parallel} at once${serving}`, { parallel, listen: where });
    await withOrderlyStop(
      grace * 1000,
      () => this.#sayStop(),
      (requests) =>
        runScheduler({
          ...requests,
          open: () => this.#open(),
          plans: this.#plans,
          parallel,
          backUp: (repository, plan, start, operation) => backup(repository, plan, { ...operation, start }),
          onEvent: (event) => {
            this.#state = advanced(this.#state, event, Date.now());
            this.#log.event(event);
          },
        }),
    );
    this.#log.note('stopped', 'stopped');
  }

  async #open(): Promise<Repository> {
    this.#repository = await this.#invocation.repository();
    return this.#repository;
  }

  #sayStop(): void {
    const { running } = this.#state;
    const { grace } = this.#options;
    const words =
      running.length === 0 ? '' : `: ${running.join(', ')} may finish for ${grace} s; once more interrupts it`;
    this.#log.note('stopping', `begins nothing new${words}`, { running, grace });
  }

  #told(): Told {
    const figures = metricsText(this.#invocation);
    return {
      ailment: () => ailmentOf(this.#state, Date.now()),
      metrics: () => figures(this.#repository, this.#state),
    };
  }
}
