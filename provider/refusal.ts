import type { ErrorCode, PgstowError } from '../engine/index.ts';
import { inTerraformWords } from './resources/terraformWords.ts';
import type { Diagnostic } from './schema/diagnostic.ts';
import type { Path } from './schema/path.ts';

/** What stops a call and is told as it is. */
export class Refusal extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ summary }) => summary).join('; '));
    this.diagnostics = diagnostics;
  }
}

/** One reason to stop. */
export function refusal(
  summary: string,
  about: { readonly detail: string; readonly path?: Path | undefined },
): Refusal {
  return new Refusal([{ severity: 'error', summary, ...about }]);
}

/** How the engine's errors are headed: its message and what to do follow. */
const summaries: Readonly<Record<ErrorCode, string>> = {
  input: 'This cannot be done as it is configured',
  connection: 'The database cannot be reached',
  privilege: 'A right is missing',
  precheck: 'The precheck has failed',
  conflict: 'Somebody else has changed it',
  lock: 'A lock was not granted in time',
  busy: 'Another run is at it',
  lost: 'The run was taken for dead',
  database: 'The database has answered with an error',
  store: 'The repository cannot be used',
  archived: 'Something in the repository is archived',
  damaged: 'Something in the repository is damaged',
  verification: 'What was read back is not what was backed up',
  copy: 'The set is not in every repository that it is copied to',
  interrupted: 'Interrupted',
  unsupported: 'This is not supported',
};

/** Anything that was thrown, as Terraform tells it. */
export function diagnosticsOf(thrown: unknown): readonly Diagnostic[] {
  if (thrown instanceof Refusal) return thrown.diagnostics;
  if (!isPgstowError(thrown)) return [internalError(thrown)];
  return [{ severity: 'error', summary: summaries[thrown.code], detail: detailOf(thrown) }];
}

/** By its name: the engine is loaded apart, and loading it for this alone would be too much. */
export function isPgstowError(thrown: unknown): thrown is PgstowError {
  return thrown instanceof Error && thrown.name === 'PgstowError';
}

/** The message, and as its own paragraph what to do. */
export function detailOf({ message, hint }: PgstowError): string {
  return inTerraformWords(hint ? `${message}\n\n${hint}` : message);
}

/** Without the error's stack or message: nobody knows what is in them. */
function internalError(thrown: unknown): Diagnostic {
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  const at = thrown instanceof Error ? (/\bat .*/.exec(thrown.stack ?? '')?.[0] ?? '') : '';
  return {
    severity: 'error',
    summary: 'An error inside the provider',
    detail: `${kind} ${at}\n\nThis is a defect of the provider: please report it with this text.`,
  };
}
