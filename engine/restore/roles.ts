import type { ArchiveEntry } from '../postgres/archive.ts';
import { quoteIdent } from '../postgres/identifier.ts';
import type { RestoreRequest } from './request.ts';
import { isBlank, join, nameOf, type SqlToken, tokenize } from './sqlTokens.ts';

type RoleRules = Pick<RestoreRequest, 'owner' | 'mapRoles'>;

/** The target's name for a role of the set. */
export function mapRole(role: string, { mapRoles }: Pick<RestoreRequest, 'mapRoles'>): string {
  return mapRoles[role] ?? role;
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
    if (role !== undefined && role in rules.mapRoles) {
      tokens[at] = { kind: 'quoted', text: quoteIdent(mapRole(role, rules)) };
    }
  }
  return join(tokens);
}

/** Where an entry's statements name roles, by the words that come before them. `PUBLIC` is a word, not a role. */
function rolePositions(desc: string, tokens: readonly SqlToken[]): number[] {
  switch (desc) {
    case 'ACL':
    case 'DEFAULT ACL':
      return positionsAfter(tokens, ['to', 'from', 'role', 'authorization']);
    case 'DATABASE PROPERTIES':
      return positionsAfter(tokens, ['role']);
    case 'USER MAPPING':
      return positionsAfter(tokens, ['for']);
    case 'POLICY':
      return policyRoles(tokens);
    default:
      return [];
  }
}

function positionsAfter(tokens: readonly SqlToken[], words: readonly string[]): number[] {
  return tokens.flatMap((token, at) => {
    if (token.kind !== 'word' || !words.includes(token.text.toLowerCase())) return [];
    const next = nextName(tokens, at + 1);
    return next !== undefined && !isPublic(tokens[next]!) ? [next] : [];
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

function nextName(tokens: readonly SqlToken[], from: number): number | undefined {
  const at = tokens.findIndex((token, i) => i >= from && !isBlank(token));
  return at >= 0 && nameOf(tokens[at]) !== undefined ? at : undefined;
}

function isPublic(token: SqlToken): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === 'public';
}
