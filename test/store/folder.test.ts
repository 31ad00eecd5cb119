import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderStore } from '../../engine/store/folder.ts';

const day = 24 * 60 * 60 * 1000;
const folderModule = new URL('../../engine/store/folder.ts', import.meta.url).href;
/** Mount namespaces of one's own give a small disk and a read-only one, where the kernel allows them. */
const mayMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;

describe('a folder', () => {
  let root: string;
  let store: FolderStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'pgstow-folder-'));
    store = new FolderStore(root);
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is readable by its owner only', async () => {
    await store.create('sets/one/manifest.json', Buffer.from('x'));
    await store.replace('runs/one.json', Buffer.from('x'));
    const mode = async (path: string) => (await stat(join(root, path))).mode & 0o777;
    expect(await mode('sets')).toBe(0o700);
    expect(await mode('sets/one')).toBe(0o700);
    expect(await mode('sets/one/manifest.json')).toBe(0o600);
    expect(await mode('runs/one.json')).toBe(0o600);
  });

  it('leaves nothing beside the objects, whoever wins', async () => {
    await Promise.all([1, 2, 3].map((n) => store.create('a/b', Buffer.from(`${n}`))));
    await Promise.all([1, 2, 3].map((n) => store.replace('a/c', Buffer.from(`${n}`))));
    expect(await readdir(join(root, 'a'))).toEqual(['b', 'c']);
  });

  it('does not list what is being written, nor files of others', async () => {
    await mkdir(join(root, 'a/b c'), { recursive: true });
    for (const name of ['.writing-0123', '.DS_Store', 'with space', 'b c/d'])
      await writeFile(join(root, 'a', name), 'x');
    await store.create('a/b', Buffer.from('x'));
    expect(await keysOf(store)).toEqual(['a/b']);
  });

  it('makes an entry in each folder before it lists it, where other machines may write as well', async () => {
    await store.create('a/b/c', Buffer.from('x'));
    const folders = ['a', 'a/b'].map((name) => join(root, name));
    const longAgo = new Date('2001-01-01T00:00:00Z');
    const touched = async (listed: FolderStore) => {
      for (const folder of folders) await utimes(folder, longAgo, longAgo);
      expect(await keysOf(listed)).toEqual(['a/b/c']);
      return Promise.all(folders.map(async (folder) => (await stat(folder)).mtime > longAgo));
    };
    expect(await touched(new FolderStore(root, { shared: true }))).toEqual([true, true]);
    expect(await touched(store)).toEqual([false, false]);
    expect(await readdir(join(root, 'a/b'))).toEqual(['c']);
    await expect(async () => {
      for await (const _ of new FolderStore(join(root, 'gone'), { shared: true }).list('')) expect.fail();
    }).rejects.toMatchObject({ code: 'store' });
  });

  it('clears what dead writers left more than a day ago, and nothing younger', async () => {
    await mkdir(join(root, 'a'));
    for (const [name, age] of [
      ['.writing-old', day + 60_000],
      ['.writing-young', day - 60_000],
      ['.other', 2 * day],
    ] as const) {
      await writeFile(join(root, 'a', name), 'x');
      await utimes(join(root, 'a', name), new Date(), new Date(Date.now() - age));
    }
    await store.create('a/b', Buffer.from('x'));
    expect(await readdir(join(root, 'a'))).toEqual(['.other', '.writing-young', 'b']);
  });

  it('is followed through symbolic links that lead to it', async () => {
    const link = `${root}-link`;
    await symlink(root, link);
    try {
      await new FolderStore(link).create('a/b', Buffer.from('x'));
      expect(await keysOf(new FolderStore(link))).toEqual(['a/b']);
      expect(await keysOf(store)).toEqual(['a/b']);
    } finally {
      await rm(link);
    }
  });

  it('lets one of several processes create an object', async () => {
    const script = `
      import { FolderStore } from ${JSON.stringify(folderModule)};
      const store = new FolderStore(process.argv[1]);
      let won = 0;
      for (let n = 0; n < 40; n++) won += await store.create('race/' + n, Buffer.from(String(process.pid)));
      console.log(won);`;
    const processes = [1, 2, 3].map(() => node(script, root));
    const won = (await Promise.all(processes)).map(({ stdout }) => Number(stdout));
    expect(won.reduce((sum, n) => sum + n)).toBe(40);
    expect(await keysOf(store)).toHaveLength(40);
  });

  it('shows no half object when its writer is killed', async () => {
    const script = `
      import { FolderStore } from ${JSON.stringify(folderModule)};
      const store = new FolderStore(process.argv[1]);
      const body = Buffer.alloc(4_000_000, 'x');
      for (let n = 0; ; n++) { await store.create('k/' + n, body); process.stdout.write('.'); }`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script, root], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await new Promise((resolve) => setTimeout(resolve, 30));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const keys = await keysOf(store);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(await store.size(key)).toBe(4_000_000);
  });

  it('is not made on the way, and its absence is no missing object', async () => {
    const gone = new FolderStore(join(root, 'not-mounted'));
    const hint = 'is the disk mounted, and was the folder moved or removed?';
    await expect(gone.create('a/b', Buffer.from('x'))).rejects.toMatchObject({
      code: 'store',
      message: `cannot write ${root}/not-mounted/a/b: no such file or folder (ENOENT)`,
      hint,
    });
    const unreadable = {
      code: 'store',
      message: `cannot read ${root}/not-mounted: no such file or folder (ENOENT)`,
      hint,
    };
    await expect(gone.get('a/b')).rejects.toMatchObject(unreadable);
    await expect(gone.size('a/b')).rejects.toMatchObject(unreadable);
    await expect(gone.delete('a/b')).rejects.toMatchObject(unreadable);
    await expect(gone.clock()).rejects.toMatchObject({
      code: 'store',
      message: `cannot write ${root}/not-mounted: no such file or folder (ENOENT)`,
      hint,
    });
    await expect(keysOf(gone)).rejects.toMatchObject({
      message: `cannot list ${root}/not-mounted: no such file or folder (ENOENT)`,
    });
    expect(await readdir(root)).toEqual([]);
  });

  it('is missed when it goes away during a run', async () => {
    await store.create('a/b', Buffer.from('x'));
    await rename(root, `${root}-moved`);
    await expect(store.get('a/b')).rejects.toMatchObject({ code: 'store' });
    await expect(store.create('a/c', Buffer.from('x'))).rejects.toMatchObject({ code: 'store' });
    await expect(store.create('d/e', Buffer.from('x'))).rejects.toMatchObject({ code: 'store' });
    await rename(`${root}-moved`, root);
    expect(await store.create('d/e', Buffer.from('x'))).toBe(true);
  });

  it('says so when a file stands where a folder is needed', async () => {
    await writeFile(join(root, 'a'), 'x');
    await expect(store.create('a/b', Buffer.from('x'))).rejects.toMatchObject({
      code: 'store',
      message: expect.stringMatching(/^cannot write .*\/a\/b: a part of the path is a file, not a folder \(ENOTDIR\)$/),
      hint: 'name a folder',
    });
  });

  it.skipIf(!mayMount)('says that the disk is full, keeps what is there and leaves no rest', async () => {
    const answer = await onSmallDisk(`
      await store.replace('state', Buffer.from('old'));
      await store.create('big', Buffer.alloc(3_000_000)).catch(tell);
      await store.replace('state', [Buffer.alloc(1_500_000), Buffer.alloc(1_500_000)]).catch(tell);
      say(String(await store.get('state')), (await readdir('/mnt')).join());`);
    const hint = 'free some space or name a folder on a larger disk, then run again';
    expect(answer).toEqual([
      `store: cannot write /mnt/big: no space left on the disk (ENOSPC): ${hint}`,
      `store: cannot write /mnt/state: no space left on the disk (ENOSPC): ${hint}`,
      'old state',
    ]);
  });

  it.skipIf(!mayMount)('says that the disk is read-only, and can still be read', async () => {
    const answer = await onSmallDisk(`
      await store.create('a/b', Buffer.from('kept'));
      execFileSync('mount', ['-o', 'remount,ro', '/mnt']);
      await store.create('a/c', Buffer.from('x')).catch(tell);
      await store.delete('a/b').catch(tell);
      say(String(await store.get('a/b')));`);
    const hint = 'mount it for writing, or name another folder';
    expect(answer).toEqual([
      `store: cannot write /mnt/a/c: the file system is read-only (EROFS): ${hint}`,
      `store: cannot delete /mnt/a/b: the file system is read-only (EROFS): ${hint}`,
      'kept',
    ]);
  });

  it.skipIf(process.getuid?.() !== 0)('says that permission is denied', async () => {
    const script = `
      import { FolderStore } from ${JSON.stringify(folderModule)};
      process.setgid(65534); process.setuid(65534);
      const tell = ({ code, message, hint }) => console.log(code + ': ' + message + ': ' + hint);
      await new FolderStore(process.argv[1]).create('a', Buffer.from('x')).catch(tell);`;
    const { stdout } = await node(script, root);
    expect(stdout.trim()).toBe(
      `store: cannot write ${root}/a: permission denied (EACCES): give this user the right to read and write the folder and all below it`,
    );
  });
});

function node(script: string, ...args: string[]) {
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, ...args]);
}

/** Runs a script whose `store` is a disk of 2 MB; gives the lines that it said. */
async function onSmallDisk(script: string): Promise<string[]> {
  const whole = `
    import { FolderStore } from ${JSON.stringify(folderModule)};
    import { execFileSync } from 'node:child_process';
    import { readdir } from 'node:fs/promises';
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', '/mnt']);
    const store = new FolderStore('/mnt');
    const say = (...words) => console.log(words.join(' '));
    const tell = ({ code, message, hint }) => say(code + ': ' + message + ': ' + hint);
    ${script}`;
  const args = ['-rm', process.execPath, '--input-type=module', '-e', whole];
  const { stdout } = await promisify(execFile)('unshare', args);
  return stdout.trimEnd().split('\n');
}

async function keysOf(store: FolderStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}
