import type { MessageInit } from '../protocol/messages.ts';
import { encodePath, type Path } from './path.ts';

/** What Terraform tells its user. The detail holds the value, what is allowed, and a remedy. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  /** The attribute that it is about. */
  readonly path?: Path | undefined;
}

/** Terraform shows the line of a top-level attribute; for a path into one it shows where the resource begins. So the words name it all. */
export function encodeDiagnostic({ severity, summary, detail, path }: Diagnostic): MessageInit<'Diagnostic'> {
  const about = path && path.length > 0 ? { attribute: encodePath(path.slice(0, 1)) } : {};
  return { severity: severity === 'error' ? 1 : 2, summary, detail, ...about };
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
