import { expect, test } from 'vitest';
import { inTerraformWords } from '../../provider/resources/terraformWords.ts';

test.for([
  ['maxAge: it is too long', 'max_age: it is too long'],
  [
    'use --no-owner and --no-acl, map them with --map-role OLD=NEW, or create them first',
    'use owner = false and acl = false, map them with map_role = { OLD = "NEW" }, or create them first',
  ],
  [
    'choose --conflict replace, or name another database in --target',
    'choose conflict replace, or name another database in target',
  ],
  ['pgstow grants orders --for restore prints the SQL', 'pgstow grants orders --for restore prints the SQL'],
])('the engine says %o, Terraform %o', ([said, told]) => {
  expect(inTerraformWords(said!)).toBe(told);
});
