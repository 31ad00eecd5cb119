import { describeEntry } from '../../archive/archiveGraph.ts';
import { isBlank, nameOf, tokenize } from '../../archive/sqlTokens.ts';
import type { ArchiveEntry } from '../../postgres/archive.ts';
import { quoteIdent } from '../../postgres/identifier.ts';
import { nameList } from '../nameList.ts';
import { settingsOfFunction } from '../target/settings.ts';
import type { TargetCatalog } from '../target/targetCatalog.ts';
import type { Problem } from './problems.ts';
import { isGranted, isOfAllTables } from './serviceOwned.ts';

/** Kinds that only a superuser may create, and that others may need: a restore does not leave them out by itself. */
const superuserKinds: ReadonlySet<string> = new Set([
  'ACCESS METHOD',
  'FOREIGN DATA WRAPPER',
  'OPERATOR CLASS',
  'OPERATOR FAMILY',
  'PROCEDURAL LANGUAGE',
  'SHELL TYPE',
  'TEXT SEARCH PARSER',
  'TEXT SEARCH TEMPLATE',
]);

/** Of what a restore creates, that which only a superuser may create, where the restoring role is none. */
export function superuserProblems(made: readonly ArchiveEntry[], target: TargetCatalog): Problem[] {
  if (target.superuser) return [];
  const denied = made.filter((entry) => !isGranted(entry, target.service));
  const extensions = denied.filter(
    ({ desc, tag }) => desc === 'EXTENSION' && target.rights.superuserExtensions.has(tag),
  );
  const others = denied.filter((entry) => needsSuperuser(entry, target));
  const problem = (what: string, hint: string, about?: 'extensions'): Problem => ({
    code: 'privilege',
    ...(about && { about }),
    message: `only a superuser may create ${what}, and ${target.role} is none`,
    hint,
  });
  return [
    ...extensions.map(({ tag }) =>
      problem(`extension ${tag}`, `have a superuser run CREATE EXTENSION ${quoteIdent(tag)};`, 'extensions'),
    ),
    ...(others.length > 0
      ? [
          problem(
            nameList(others.map(describeEntry)),
            'restore as a superuser, have them created before, or restore what does without them with --table or --schema',
          ),
        ]
      : []),
  ];
}

function needsSuperuser(entry: ArchiveEntry, { rights }: TargetCatalog): boolean {
  return (
    superuserKinds.has(entry.desc) ||
    isOfAllTables(entry) ||
    rights.untrustedLanguages.has(languageOf(entry) ?? '') ||
    settingsOfFunction(entry).some((setting) => !rights.settings.has(setting))
  );
}

/** `CREATE FUNCTION name(arguments) RETURNS type LANGUAGE name …`: the arguments may be named like the word. */
function languageOf({ desc, defn }: ArchiveEntry): string | undefined {
  if (desc !== 'FUNCTION' && desc !== 'PROCEDURE') return undefined;
  const tokens = tokenize(defn ?? '').filter((token) => !isBlank(token));
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (depth === 0 && token.text === 'LANGUAGE') return nameOf(tokens[at + 1]);
  }
  return undefined;
}
