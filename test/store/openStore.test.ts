import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../engine/store/openStore.ts';

describe('the address of a store', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pgstow-open-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is a folder, absolute, relative or as a URL', async () => {
    const near = relative(process.cwd(), folder);
    expect((await openStore(folder)).url).toBe(folder);
    expect((await openStore(`${folder}/`)).url).toBe(folder);
    expect((await openStore(near.startsWith('.') ? near : `./${near}`)).url).toBe(folder);
    expect((await openStore(pathToFileURL(folder).href)).url).toBe(folder);
  });

  it('may be made, readable by its owner only', async () => {
    const made = join(folder, 'deep/with space');
    const store = await openStore(pathToFileURL(made).href, { make: true });
    expect(store.url).toBe(made);
    expect((await stat(made)).mode & 0o777).toBe(0o700);
    await store.create('a', Buffer.from('x'));
    await openStore(made, { make: true });
    expect(String(await store.get('a'))).toBe('x');
  });

  it('must be there otherwise', async () => {
    await expect(openStore(join(folder, 'absent'))).rejects.toMatchObject({
      code: 'store',
      message: `cannot open the folder ${folder}/absent: no such file or folder (ENOENT)`,
      hint: `is the disk mounted, and was the folder moved or removed? If there was never a repository, make one: pgstow init --repository ${folder}/absent`,
    });
  });

  it('cannot be made where no folders can be', async () => {
    await expect(openStore('/proc/absent/deep', { make: true })).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^cannot make the folder \/proc\/absent\/deep: /),
    });
  }, 5_000);

  it('must not be a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, 'x');
    const refused = { code: 'store', message: `${file} is a file, not a folder (ENOTDIR)`, hint: 'name a folder' };
    await expect(openStore(file)).rejects.toMatchObject(refused);
    await expect(openStore(file, { make: true })).rejects.toMatchObject({ code: 'store' });
    await expect(openStore(`${file}/below`, { make: true })).rejects.toMatchObject({ code: 'store' });
  });

  it.each([
    ['https://user:secret@example.com/x', 'a repository at https:// is not supported yet'],
    ['backups', '"backups" is not the address of a repository'],
    ['', '"" is not the address of a repository'],
    ['~/backups', '"~/backups" is not the address of a repository'],
    ['file://host/folder', 'file://host/folder does not name a folder of this machine'],
  ])('refuses %j', async (url, message) => {
    await expect(openStore(url)).rejects.toMatchObject({
      code: 'input',
      message,
      hint: expect.stringContaining('file:///folder'),
    });
  });

  it('is parsed before anything is loaded or asked', async () => {
    await expect(openStore('s3://Bucket?regoin=x')).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(
        /^the address of the bucket is not right: there is no parameter "regoin"; "Bucket" is/,
      ),
    });
  });

  it('does not load the S3 client for a folder', async () => {
    const module = new URL('../../engine/store/openStore.ts', import.meta.url).href;
    const script = `
      import { registerHooks } from 'node:module';
      const loaded = [];
      registerHooks({ resolve: (name, context, next) => { loaded.push(name); return next(name, context); } });
      const { openStore } = await import(${JSON.stringify(module)});
      await openStore(process.argv[1]);
      console.log(loaded.filter((name) => name.includes('aws')).length);
      await openStore('s3://bucket?endpoint=http://127.0.0.1:9').catch(() => {});
      console.log(loaded.filter((name) => name.includes('aws')).length > 0);`;
    const args = ['--input-type=module', '-e', script, folder];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    expect(stdout.trim().split('\n')).toEqual(['0', 'true']);
  });

  it('guesses what a bare name means, without taking it', async () => {
    await expect(openStore('backups/pg')).rejects.toMatchObject({
      hint: 'give a folder: ./folder, /folder or file:///folder, or a bucket: s3://bucket/prefix; did you mean ./backups/pg?',
    });
  });
});
