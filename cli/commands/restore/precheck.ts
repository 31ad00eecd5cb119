import type { RestoreInput } from '../../../engine/index.ts';
import { precheckFailure } from '../../../words/precheckText.ts';
import type { ExitStatus } from '../../exitStatus.ts';
import type { Invocation } from '../../invocation.ts';
import { showChecks } from '../../output/showChecks.ts';
import { type AddressOptions, addressed } from './addressed.ts';

/** The report, as `pgstow precheck` prints those of backups. */
export async function precheckAsAsked(
  invocation: Invocation,
  named: string | undefined,
  options: AddressOptions,
  direct: Omit<RestoreInput, 'plan'>,
): Promise<ExitStatus> {
  const { output } = invocation;
  const { repository, keyFailure } = await invocation.repositoryToCheck();
  const engine = await invocation.engine();
  const input = await addressed(direct, named, options, { engine, repository });
  const report = await invocation.run(`precheck ${input.plan}`, ({ signal }) =>
    engine.precheckRestore(repository, input, { signal, keyFailure, onChecks: (checks) => showChecks(output, checks) }),
  );
  if (!report.passed) output.failure(precheckFailure(report));
  output.document({ passed: report.passed, prechecks: [report] });
  return report.passed ? 0 : 3;
}
