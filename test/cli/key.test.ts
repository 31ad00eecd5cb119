import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase, server } from '../servers.ts';
import { emptyWorkshop, planOf } from './pgstow.ts';

const keyLine = /^pgstow-key-1-[\w-]{48}$/m;

test('a repository is encrypted unless one asks otherwise; its key is shown once, with what losing it means', async (context) => {
  await using source = await freshDatabase(await server('18', context));
  await source.query('CREATE TABLE a AS SELECT 1 AS n');
  await using shop = await emptyWorkshop();
  const said = await shop.ok(['init']);
  expect(said).toMatch(/^created repository \S+ \(\S+\), encrypted\npgstow-key-1-\S+\n\nThis key is shown once/);
  const [key] = keyLine.exec(said)!;
  const env = { PGSTOW_KEY: key };
  await shop.ok(['plan', 'apply', '-f', '-'], { input: JSON.stringify([planOf('a', source)]) }); // needs no key
  const locked = await shop.run(['backup', 'a']);
  expect(locked.stderr).toContain(
    'is encrypted, and no key is given\nhint: set PGSTOW_KEY or PGSTOW_PASSPHRASE, or name a',
  );
  expect(locked.status).toBe(2);
  await shop.ok(['backup', 'a', '-q'], { env });
  expect((await shop.run(['sets'])).status).toBe(2);
  expect(await shop.ok(['sets'], { env })).toContain('complete');

  const file = join(shop.folder, 'key');
  await writeFile(file, `${key}\n`);
  expect(await shop.ok(['verify', '--key-file', file])).toContain('1 set');
  const mistyped = await shop.run(['sets'], { env: { PGSTOW_KEY: `${key.slice(0, -1)}!` } });
  expect(mistyped).toMatchObject({ status: 2, stderr: expect.stringMatching(/^pgstow: this is no key of pgstow: /) });
  expect(mistyped.stderr).not.toContain(key.slice(13, 30));
  const missing = await shop.run(['sets', '--key-file', `${file}s`]);
  expect(missing).toMatchObject({ status: 2, stderr: expect.stringContaining('--key-file: the file') });
});

test('a key or a passphrase can be added and removed', async () => {
  await using shop = await emptyWorkshop();
  expect(await shop.ok(['init', '-q'], { env: { PGSTOW_PASSPHRASE: 'Grüße' } })).toBe('');
  const first = { env: { PGSTOW_PASSPHRASE: 'Grüße' } };
  const [key] = keyLine.exec(await shop.ok(['key', 'add', '--label', 'the safe', '-q'], first))!;
  const env = { PGSTOW_KEY: key };
  const listed = await shop.ok(['key', 'list'], { env });
  expect(listed).toMatch(
    /^SLOT\s+OPENS WITH\s+LABEL\s+ADDED\s+BY\s*\n[0-9a-f]{8}\s+passphrase .*\n[0-9a-f]{8}\s+key\s+the safe /,
  );
  const slot = /^[0-9a-f]{8}(?= +passphrase)/m.exec(listed)![0];
  expect(await shop.ok(['key', 'remove', slot], { env })).toBe(`removed key slot ${slot}\n`);
  expect((await shop.run(['sets'], first)).stderr).toContain('it has no slot for a passphrase');
  const last = /^[0-9a-f]{8}(?= +key)/m.exec(listed)![0];
  expect(await shop.run(['key', 'remove', last], { env })).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is the only key slot'),
  });
});

test('no encryption and a key are a contradiction', async () => {
  await using shop = await emptyWorkshop();
  const refused = await shop.run(['init', '--no-encryption'], { env: { PGSTOW_PASSPHRASE: 'x' } });
  expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining('--no-encryption is given, and a key') });
});
