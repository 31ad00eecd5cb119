import type { Check, PlanDocument, PrecheckReport } from '../engine/index.ts';
import type { Failure } from './failure.ts';
import { count, counted } from './human.ts';
import { printable, printableLines } from './printable.ts';

const nameWidth = 20;

/** A check on a line, and its remedy below it. */
export function checkText({ status, name, message, remedy }: Check): string {
  const indent = ' '.repeat(6);
  const lines = [
    `${status}  ${name.padEnd(nameWidth)}  ${printable(message)}`,
    ...(remedy === undefined
      ? []
      : printableLines(remedy).map((line, index) => `${indent}${index === 0 ? '-> ' : '   '}${line}`)),
  ];
  return lines.join('\n');
}

/** What a precheck that was not passed comes to. */
export function precheckFailure({ plan, checks }: Pick<PrecheckReport, 'plan' | 'checks'>): Failure {
  const failed = checks.filter(({ status }) => status === 'fail');
  const names = failed.map(({ name }) => name).join(', ');
  return {
    code: 'precheck',
    message: `${plan}: ${count(failed.length)} of ${counted(checks.length, 'check')} failed: ${names}`,
    hint: 'do what is said at each of them, then check again',
  };
}

/** How a plan is called that is to be checked: there already, or as it would be applied. */
export function calledPlan(plan: string | PlanDocument): string {
  return typeof plan === 'string' ? plan : (plan.id ?? plan.name ?? plan.source.database);
}
