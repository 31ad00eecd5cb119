import { expect, test } from 'vitest';
import { complaintAbout, isGoverned } from './importRules.ts';
import { type Import, importsOf, sourceFiles } from './sources.ts';

test('imports point down', () => {
  const imports = sourceFiles()
    .filter(({ path }) => isGoverned(path))
    .flatMap(importsOf);
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.map(complaintAbout).filter((complaint) => complaint !== undefined)).toEqual([]);
});

test.each<[string, Import, boolean]>([
  ['a door goes through the engine’s door', value('cli/main.ts', 'engine/index.ts'), true],
  ['a door does not reach into the engine', value('cli/main.ts', 'engine/backup/backup.ts'), false],
  ['a story uses parts', value('engine/backup/backup.ts', 'engine/postgres/connect.ts'), true],
  ['a story knows no other story', value('engine/backup/backup.ts', 'engine/restore/restore.ts'), false],
  ['a part knows no story', value('engine/postgres/connect.ts', 'engine/backup/backup.ts'), false],
  ['a story leaves stores to the repository', value('engine/backup/backup.ts', 'engine/store/folder.ts'), false],
  ['the pipe knows no store', value('engine/pipe/rows.ts', 'engine/store/store.ts'), false],
  ['the pipe knows no PostgreSQL', type('engine/pipe/rows.ts', 'engine/postgres/connect.ts'), false],
  ['the pipe knows no client of PostgreSQL', value('engine/pipe/rows.ts', 'pg'), false],
  ['the spec takes types from postgres', type('engine/spec/source.ts', 'engine/postgres/target.ts'), true],
  ['the spec takes nothing else from postgres', value('engine/spec/source.ts', 'engine/postgres/connect.ts'), false],
  ['errors import nothing of ours', value('engine/errors.ts', 'engine/spec/plan.ts'), false],
  ['everyone may use Node', value('engine/errors.ts', 'node:fs'), true],
  ['a new folder needs a rule', value('engine/shared/thing.ts', 'engine/errors.ts'), false],
])('%s', (_, each, allowed) => {
  expect(complaintAbout(each) === undefined).toBe(allowed);
});

test('imports are found in every spelling', () => {
  const text = [
    "import a from './a.ts';",
    "import type { B } from '../b.ts';",
    "import {\n  c,\n  type D,\n} from './deep/c.ts';",
    "export * from './e.ts';",
    "import './f.ts';",
    "const g = await import('./g.ts');",
    "new Worker(new URL('./h.ts', import.meta.url));",
    "import { i } from '@scope/package/inside';",
  ].join('\n');
  expect(importsOf({ path: 'one/two/file.ts', text }).map(({ to, typeOnly }) => [to, typeOnly])).toEqual([
    ['one/two/a.ts', false],
    ['one/b.ts', true],
    ['one/two/deep/c.ts', false],
    ['one/two/e.ts', false],
    ['one/two/f.ts', false],
    ['one/two/g.ts', false],
    ['one/two/h.ts', false],
    ['@scope/package', false],
  ]);
});

function value(from: string, to: string): Import {
  return { from, to, typeOnly: false };
}

function type(from: string, to: string): Import {
  return { from, to, typeOnly: true };
}
