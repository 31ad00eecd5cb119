import type { EngineEvent, Preview, RestoreResult } from '../engine.ts';
import { detailOf, isPgstowError, type Refusal, refusal } from '../refusal.ts';
import { inTerraformWords } from '../resources/terraformWords.ts';
import type { Diagnostic } from '../schema/diagnostic.ts';
import type { Session } from '../session.ts';
import type { ObjectValue } from '../values/value.ts';
import { restoreRequest } from './restoreRequest.ts';

export interface Restored {
  readonly result: RestoreResult;
  readonly warnings: readonly Diagnostic[];
}

interface RunOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: EngineEvent) => void;
}

/** Restores as it is configured, and waits for it. Rejects with all that stands in the way, before anything is changed. */
export async function runRestore(config: ObjectValue, session: Session, options: RunOptions): Promise<Restored> {
  const { restore } = await session.engine();
  const request = await restoreRequest(config, session);
  const repository = await session.unlockedRepository();
  const warnings: string[] = [];
  let previewed: Preview | undefined;
  try {
    const result = await restore(repository, request, {
      signal: options.signal,
      onPreview: (preview) => {
        previewed = preview;
      },
      onEvent: (event) => {
        if (event.kind === 'warning') warnings.push(event.message);
        options.onEvent(event);
      },
    });
    return { result, warnings: warningOf(request.plan, warnings) };
  } catch (thrown) {
    if (previewed && previewed.problems.length > 0) throw standsInTheWay(request.plan, problemsOf(previewed));
    throw isPgstowError(thrown) && thrown.code === 'conflict' ? standsInTheWay(request.plan, detailOf(thrown)) : thrown;
  }
}

function problemsOf({ problems }: Preview): string {
  const lines = problems.map(({ message, hint }) => inTerraformWords(`${message}\n  ${hint}`));
  return `Nothing was changed.\n\n${lines.join('\n')}`;
}

function standsInTheWay(plan: string, detail: string): Refusal {
  return refusal(`The restore of plan ${plan} cannot go ahead`, { detail });
}

function warningOf(plan: string, messages: readonly string[]): Diagnostic[] {
  if (messages.length === 0) return [];
  const detail = messages.map(inTerraformWords).join('\n');
  return [{ severity: 'warning', summary: `The restore of plan ${plan} warns`, detail }];
}
