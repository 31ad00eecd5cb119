import type {
  ConnectionTarget,
  DrillReport,
  DrillRequest,
  DrillResult,
  PlanOutcome,
  Repository,
} from '../../engine/index.ts';
import { drillSummary } from '../../words/drillText.ts';
import { describeFailure } from '../../words/failure.ts';
import { type Job, maskSecretsOfPlans, openWithKey } from '../job.ts';
import type { DrillInputs } from '../loadInputs.ts';
import type { Done, DrillOutcome } from '../report.ts';

/** A set of a plan, restored for practice. */
export async function drill({ plan, set, jobs, server }: DrillInputs, job: Job): Promise<Done> {
  const to = await drillServer(server, job);
  const repository = await openWithKey(job);
  await maskSecretsOfPlans(job, repository, [plan]);
  const practice = new Practice(job, repository);
  const [outcome] = await job.engine.runPlans([plan], {
    backUp: () => practice.drill({ plan, set, jobs, server: to }),
    signal: job.signal,
  });
  return { command: 'drill', drills: [await practice.toReport(outcome!)] };
}

/** The server that drills restore into; none where they start one. */
export async function drillServer(
  url: string | undefined,
  { engine, env }: Job,
): Promise<ConnectionTarget | undefined> {
  return url === undefined ? undefined : engine.parseTargetUrl(url, env);
}

/** The drills of a step, and their reports: those that have failed have one as well. */
export class Practice {
  readonly #job: Job;
  readonly #repository: Repository;
  readonly #reports = new Map<string, DrillReport>();

  constructor(job: Job, repository: Repository) {
    this.#job = job;
    this.#repository = repository;
  }

  /** Drills a plan, for a start of its schedule where one is given. What goes wrong is told at once: others may follow. */
  async drill(request: DrillRequest, start?: string): Promise<DrillResult> {
    const { engine, env, log, signal } = this.#job;
    const { plan } = request;
    const onReport = (report: DrillReport) => this.#reports.set(plan, report);
    try {
      const done = await log.watch(`drill ${plan}`, (onEvent) =>
        engine.drill(this.#repository, request, { signal, onEvent, onReport, start, env }),
      );
      log.say(`drill of ${done.report.plan} ${drillSummary(done.report)}`);
      return done;
    } catch (thrown) {
      const { code, message } = await describeFailure(thrown);
      if (start !== undefined && code === 'busy') log.warn(`drill of ${plan}: ${message}`);
      else log.say(`drill of ${plan}: ${message}`);
      throw thrown;
    }
  }

  async toReport(outcome: PlanOutcome<DrillResult>): Promise<DrillOutcome> {
    const { plan } = outcome;
    switch (outcome.outcome) {
      case 'succeeded':
        return { plan: outcome.result.set.plan, outcome: 'succeeded', report: outcome.result.report };
      case 'notStarted':
        return { plan, outcome: 'notStarted' };
      default: {
        const report = this.#reports.get(plan);
        const error = await describeFailure(outcome.error);
        return { plan: report?.plan ?? plan, outcome: outcome.outcome, error, ...(report && { report }) };
      }
    }
  }
}
