import type { Repository, StartKind } from '../../engine/index.ts';
import { withOrderlyStop } from '../interruption.ts';
import type { Invocation } from '../invocation.ts';
import { drillServer } from '../options/drillServer.ts';
import { kindsOf } from '../options/startKind.ts';
import type { ListenAddress } from './listenAddress.ts';
import { metricsText } from './metricsText.ts';
import { SchedulerLog } from './schedulerLog.ts';
import { advanced, ailmentOf, type Made, type SchedulerState, stateAt, taskName } from './schedulerState.ts';
import { type Told, withServer } from './serve.ts';

export interface SchedulingOptions {
  readonly parallel: number;
  /** In seconds. */
  readonly grace: number;
  readonly listen?: ListenAddress;
  readonly kind?: StartKind;
  readonly drillServer?: string;
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
    const of = (kind: StartKind) => Object.fromEntries(ends[kind]);
    const scheduler = { since: new Date(since).toISOString(), looks, starts: of('backup'), drills: of('drill') };
    const all = [...ends.backup.values(), ...ends.drill.values()];
    return { document: { scheduler }, interrupted: all.some(({ interrupted = 0 }) => interrupted > 0) };
  }

  async #schedule(where?: string): Promise<void> {
    const { backup, drill, runScheduler } = await this.#invocation.engine();
    const { parallel, grace, kind } = this.#options;
    const server = await drillServer(this.#invocation, '--drill-server', this.#options.drillServer);
    const serving = where === undefined ? '' : `; http://${where} serves /healthz and /metrics`;
    this.#log.note('running', `looks every minute, up to ${parallel} at once${serving}`, { parallel, listen: where });
    await withOrderlyStop(
      grace * 1000,
      () => this.#sayStop(),
      (requests) =>
        runScheduler<Made>({
          ...requests,
          open: () => this.#open(),
          plans: this.#plans,
          parallel,
          kinds: kindsOf(kind),
          make: {
            backup: (repository, plan, start, operation) => backup(repository, plan, { ...operation, start }),
            drill: (repository, plan, start, operation) => drill(repository, { plan, server }, { ...operation, start }),
          },
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
      running.length === 0
        ? ''
        : `: ${running.map(taskName).join(', ')} may finish for ${grace} s; once more interrupts it`;
    const of = (kind: StartKind) => running.filter(({ task }) => task === kind).map(({ plan }) => plan);
    this.#log.note('stopping', `begins nothing new${words}`, { running: of('backup'), drilling: of('drill'), grace });
  }

  #told(): Told {
    const figures = metricsText(this.#invocation);
    return {
      ailment: () => ailmentOf(this.#state, Date.now()),
      metrics: () => figures(this.#repository, this.#state),
    };
  }
}
