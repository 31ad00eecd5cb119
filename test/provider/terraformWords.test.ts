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
  [
    'switch ssl on in the server and use ssl: { mode: verify-full } or at least require',
    'switch ssl on in the server and use ssl = { mode = "verify-full" } or at least require',
  ],
  [
    'schedule: it says no start; allowed: { days: [DAY], startAt: ["HH:MM"], timeZone: ZONE } or { once: INSTANT }',
    'schedule: it says no start; allowed: { days = [DAY], start_at = ["HH:MM"], time_zone = "ZONE" } or { once = "INSTANT" }',
  ],
  [
    'allow it: crossBorder: { allowed: true, reason: "..." }',
    'allow it: cross_border = { allowed = true, reason = "..." }',
  ],
  [
    'set PGSTOW_KEY or PGSTOW_PASSPHRASE, or name a file with --key-file',
    'set PGSTOW_KEY or PGSTOW_PASSPHRASE in the environment',
  ],
  [
    'restore another set, or all that is whole of it with --skip-damaged, or only whole tables with --table public.t',
    'restore another set, or all that is whole of it with pgstow restore --skip-damaged, or only whole tables with tables public.t',
  ],
  [
    'go on with that one: --resume 20261125T213000Z-ffk3v4',
    'go on with that one: pgstow restore --resume 20261125T213000Z-ffk3v4',
  ],
  ['--map-schema auth=OTHER puts all of it elsewhere', 'map_schema = { auth = "OTHER" } puts all of it elsewhere'],
  ['raise max_connections, or lower --jobs', 'raise max_connections, or lower jobs'],
  ['pgstow grants orders --for restore prints the SQL', 'pgstow grants orders --for restore prints the SQL'],
])('the engine says %o, Terraform %o', ([said, told]) => {
  expect(inTerraformWords(said!)).toBe(told);
});
