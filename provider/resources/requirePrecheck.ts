import type { PlanDocument } from '../engine.ts';
import { refusal } from '../refusal.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';
import { inTerraformWords } from './terraformWords.ts';

/** Checks what a plan would back up, before it is written. Rejects with the report when it would fail; returns its warnings. */
export async function requirePrecheck(document: PlanDocument, session: Session): Promise<readonly Diagnostic[]> {
  const { precheck } = await session.engine();
  const report = await precheck(await session.unlockedRepository(), document, { signal: session.stopped });
  const { plan } = report;
  // whoever writes plans need not have the key; that who runs them does is for them to check
  const checks = report.checks.filter(({ name }) => name !== 'key' || session.hasKey);
  const passed = checks.every(({ status }) => status !== 'fail');
  const lines = (statuses: readonly string[]) =>
    checks
      .filter(({ status }) => statuses.includes(status))
      .map(({ name, status, message, remedy }) => `${status} ${name}: ${message}${remedy ? `\n  ${remedy}` : ''}`)
      .map(inTerraformWords)
      .join('\n');
  if (!passed) {
    throw refusal(`The precheck of plan ${plan} has failed`, {
      detail: `Nothing was written.\n\n${lines(['fail', 'warn'])}`,
      path: ['precheck'],
    });
  }
  const warnings = lines(['warn']);
  if (!warnings) return [];
  return [{ severity: 'warning', summary: `The precheck of plan ${plan} warns`, detail: warnings, path: ['precheck'] }];
}
