import { CommanderError } from 'commander';
import { describeFailure } from '../words/failure.ts';
import { type ExitStatus, exitStatusOf } from './exitStatus.ts';
import type { Output } from './output/output.ts';
import { createProgram } from './program.ts';

/** Carries out a command line: everything that goes wrong becomes a message and an exit status here, and nowhere else. */
export async function execute(args: readonly string[], output: Output): Promise<ExitStatus> {
  const program = createProgram(output);
  try {
    await program.parseAsync(args, { from: 'user' });
    return program.status;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2; // help and version are already printed
    const failure = await describeFailure(thrown);
    output.failure(failure);
    output.document({ error: failure });
    return exitStatusOf(failure.code);
  }
}
