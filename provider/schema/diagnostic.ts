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

export function encodeDiagnostic({ severity, summary, detail, path }: Diagnostic): MessageInit<'Diagnostic'> {
  const about = path && path.length > 0 ? { attribute: encodePath(path) } : {};
  return { severity: severity === 'error' ? 1 : 2, summary, detail, ...about };
}

export function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}
