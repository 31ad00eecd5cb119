import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteIdent } from '../postgres/identifier.ts';
import { isBlank, join, nameOf, type SqlToken, tokenize } from './sqlTokens.ts';

/** Which roles an object gets. */
export interface RoleRules {
  /** False leaves every object to the role that creates it. */
  readonly owner: boolean;
  /** The set's role names to the target's. */
  readonly mapRoles: Readonly<Record<string, string>>;
}

/** The target's name for a role of the set. */
export function mapRole(role: string, { mapRoles }: Pick<RoleRules, 'mapRoles'>): string {
  return (Object.hasOwn(mapRoles, role) ? mapRoles[role] : undefined) ?? role;
}

/** The target's roles that carrying out an entry needs: its owner, and those its statements name. */
export function rolesOf(entry: ArchiveEntry, rules: RoleRules): string[] {
  const owner = rules.owner && entry.owner ? [entry.owner] : [];
  const tokens = tokenize(entry.defn ?? '');
  const named = rolePositions(entry.desc, tokens).flatMap((at) => nameOf(tokens[at]) ?? []);
  return [...owner, ...named].map((role) => mapRole(role, rules));
}

/** An entry's definition with its roles named as the target names them. */
export function withMappedRoles(entry: ArchiveEntry, rules: RoleRules): string {
  const sql = entry.defn ?? '';
  if (Object.keys(rules.mapRoles).length === 0) return sql;
  const tokens = tokenize(sql);
  for (const at of rolePositions(entry.desc, tokens)) {
    const role = nameOf(tokens[at]);
    if (role !== undefined && Object.hasOwn(rules.mapRoles, role)) {
      tokens[at] = { kind: 'quoted', text: quoteIdent(mapRole(role, rules)) };
    }
  }
  return join(tokens);
}

/**
 * Where an entry's statements name roles, by the words that come before them. TO, FROM and FOR are reserved: unquoted they
 * are never a name. ROLE and AUTHORIZATION may be the name of a table, a column or an argument, and count only after the
 * word that introduces them. `PUBLIC` is a word, not a role.
 * https://www.postgresql.org/docs/current/sql-keywords-appendix.html
 */
function rolePositions(desc: string, tokens: readonly SqlToken[]): number[] {
  switch (desc) {
    case 'ACL':
    case 'DEFAULT ACL':
      return positionsAfter(tokens, ['to', 'from', 'for role', 'session authorization']);
    case 'DATABASE PROPERTIES':
      return positionsAfter(tokens, ['alter role']);
    case 'USER MAPPING':
      return positionsAfter(tokens, ['for']);
    case 'POLICY':
      return policyRoles(tokens);
    default:
      return [];
  }
}

function positionsAfter(tokens: readonly SqlToken[], introductions: readonly string[]): number[] {
  const significant = tokens.flatMap((token, at) => (isBlank(token) ? [] : [at]));
  const word = (i: number) => (tokens[significant[i] ?? -1]?.kind === 'word' ? nameOf(tokens[significant[i]!]) : '');
  return significant.filter((at, i) => {
    if (nameOf(tokens[at]) === undefined || isPublic(tokens[at]!)) return false;
    return introductions.includes(word(i - 1)!) || introductions.includes(`${word(i - 2)} ${word(i - 1)}`);
  });
}

/** `CREATE POLICY … TO role, role USING (…)`: https://www.postgresql.org/docs/current/sql-createpolicy.html */
function policyRoles(tokens: readonly SqlToken[]): number[] {
  const start = tokens.findIndex((token) => token.kind === 'word' && token.text.toLowerCase() === 'to');
  if (start < 0) return [];
  const roles: number[] = [];
  for (let at = start + 1; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (isBlank(token) || token.text === ',') continue;
    if (token.kind === 'other' || ['using', 'with'].includes(token.text.toLowerCase())) break;
    if (!isPublic(token)) roles.push(at);
  }
  return roles;
}

function isPublic(token: SqlToken): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === 'public';
}
