import { expect, test } from 'vitest';
import { inActionWords } from '../../action/actionWords.ts';

test.each([
  ['choose --conflict skip, replace or append', 'choose input conflict skip, replace or append'],
  ['give --to an earlier instant, or --table', 'give input at an earlier instant, or input table'],
  ['run pgstow grants orders --for restore', 'run pgstow grants orders --for restore'],
  ['pgstow restore orders --conflict skip; or --no-acl', 'pgstow restore orders --conflict skip; or input no-acl'],
  [
    'install them, or name a server in which a database may be made and dropped',
    'install them, or give the job a service container with PostgreSQL and name it by input server, as examples/github/drill.yml does',
  ],
  ['with --remove 3f9a12c4; add it then: pgstow key add', 'with input remove 3f9a12c4; add it then: pgstow key add'],
  ['set PGSTOW_KEY, or name a file with --key-file', "set PGSTOW_KEY in the step's env"],
])('%s', (said, translated) => {
  expect(inActionWords({ code: 'input', message: 'x', hint: said })).toEqual({
    code: 'input',
    message: 'x',
    hint: translated,
  });
});
