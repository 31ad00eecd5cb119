import type { PlanDocument, Repository } from '../engine.ts';
import { refusal } from '../refusal.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';
import { inTerraformWords } from './terraformWords.ts';

/** Checks what a plan would back up, before it is written. Rejects with the report when it would fail; returns its warnings. */
export async function requirePrecheck(
  repository: Repository,
  document: PlanDocument,
  session: Session,
): Promise<readonly Diagnostic[]> {
  const { precheck } = await session.engine();
  const { plan, passed, checks } = await precheck(repository, document, { signal: session.stopped });
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
