import type { Check, PrecheckReport } from '../../engine/index.ts';
import type { Failure } from '../../words/failure.ts';
import { count, counted } from '../../words/human.ts';
import { printable, printableLines } from '../../words/printable.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

export function precheckCommand(): PgstowCommand {
  return new PgstowCommand('precheck')
    .summary('check everything that a backup needs')
    .description(
      'Checks everything that a backup of the plan needs, before anything moves: named checks, each with what to do where ' +
        'something is wrong. With --quiet those that pass are not shown.',
    )
    .argument('<plan>', "a plan's id, or its name where only one plan has it")
    .examples('pgstow precheck orders-nightly', 'pgstow precheck orders-nightly --json')
    .does(async (invocation, plan: string) => {
      const { output } = invocation;
      const { repository, keyFailure } = await invocation.repositoryToCheck();
      const { precheck } = await invocation.engine();
      const show = (check: Check) =>
        check.status === 'pass' ? output.say(textOf(check)) : output.print(textOf(check));
      const report = await invocation.run(`precheck ${plan}`, ({ signal }) =>
        precheck(repository, plan, { signal, keyFailure, onChecks: (checks) => checks.forEach(show) }),
      );
      output.document(report);
      if (!report.passed) output.failure(failureOf(report));
      return report.passed ? 0 : 3;
    });
}

const nameWidth = 20;

function textOf({ status, name, message, remedy }: Check): string {
  const indent = ' '.repeat(6);
  const lines = [
    `${status}  ${name.padEnd(nameWidth)}  ${printable(message)}`,
    ...(remedy === undefined
      ? []
      : printableLines(remedy).map((line, index) => `${indent}${index === 0 ? '-> ' : '   '}${line}`)),
  ];
  return lines.join('\n');
}

function failureOf({ plan, checks }: PrecheckReport): Failure {
  const failed = checks.filter(({ status }) => status === 'fail');
  const names = failed.map(({ name }) => name).join(', ');
  return {
    code: 'precheck',
    message: `${plan}: ${count(failed.length)} of ${counted(checks.length, 'check')} failed: ${names}`,
    hint: 'do what is said at each of them, then check again',
  };
}
