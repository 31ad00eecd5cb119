import { debug } from '@actions/core';
import { describeFailure, type Failure } from '../words/failure.ts';
import { withoutPasswords } from '../words/printable.ts';
import { inActionWords } from './actionWords.ts';
import { RunnerCache } from './cache/runnerCache.ts';
import { carryOut } from './carryOut.ts';
import { conclude } from './conclude.ts';
import { endingOf } from './ending.ts';
import { failuresIn, statusOf } from './failures.ts';
import { type Inputs, loadInputs } from './loadInputs.ts';
import type { Log } from './log.ts';
import { mask } from './mask.ts';
import { refuseVanishing } from './refuseVanishing.ts';
import type { Done, Report } from './report.ts';
import { withCredentials } from './role.ts';
import { secretsInEnvironment } from './secrets.ts';
import { SetSizes } from './setSizes.ts';

/** One step, from its inputs to its report. Whatever goes wrong becomes a failure in the report here, and nowhere else. */
export async function run(env: NodeJS.ProcessEnv, log: Log, stop: AbortSignal): Promise<Report> {
  const startedAt = new Date().toISOString();
  let inputs: Inputs | undefined;
  let done: Done | undefined;
  let failures: readonly Failure[];
  const sizes = new SetSizes();
  try {
    mask(secretsInEnvironment(env)); // before anything may say anything
    const asked = await loadInputs(env);
    inputs = asked;
    refuseVanishing(asked.repository, env);
    const engine = await import('../engine/index.ts');
    const signal = endingOf(engine, stop, asked.maxDuration);
    const around = { env, debug, mask: (secret: string) => mask([secret]), signal };
    await using cache = asked.cache ? await RunnerCache.open(around) : undefined;
    const endsAt = new Date(Date.now() + asked.maxDuration);
    const job = { engine, address: asked.repository, env, log, sizes, cache: cache?.place, signal, endsAt };
    done = await withCredentials(asked, env, () => carryOut(asked, job));
    failures = failuresIn(done);
    await cache?.save();
  } catch (thrown) {
    failures = [await describeFailure(thrown)];
  }
  const repository = inputs && withoutPasswords(inputs.repository); // what is wrong with it may be that it has one
  const about = { command: inputs?.command, repository, warnings: log.warnings };
  const times = { startedAt, finishedAt: new Date().toISOString() };
  const report = { ...about, ...times, status: statusOf(failures), failures: failures.map(inActionWords), done };
  await conclude(report, env, log, sizes);
  return report;
}
