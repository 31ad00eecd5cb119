import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PgstowError } from '../errors.ts';
import { requireCreateOnly } from './createOnly.ts';
import { syncFolder } from './durable.ts';
import { FolderStore } from './folder.ts';
import { errno, folderError } from './folderError.ts';
import { parseS3Address } from './s3/address.ts';
import type { Store } from './store.ts';

/** An access key of a service that speaks S3. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface OpenStoreOptions {
  /** Who is at work in a bucket. Default: whoever the SDK's usual chain of credentials finds. */
  readonly credentials?: AccessKey | undefined;
  /** Makes the folder when it is not there yet, readable by its owner only; proves that a bucket can keep a repository. */
  readonly make?: boolean;
}

/**
 * The store at `./folder`, `../folder`, `/folder`, `file:///folder` or `s3://bucket/prefix`. Rejects with `store` when the
 * folder or the bucket is not there; a bucket is never made.
 */
export async function openStore(url: string, options: OpenStoreOptions = {}): Promise<Store> {
  return /^s3:/i.test(url) ? openBucket(url, options) : openFolder(url, options);
}

/** Throws `input` where this is the address of no store; nothing is asked whether there is one. */
export function checkStoreAddress(url: string): void {
  if (/^s3:/i.test(url)) parseS3Address(url, process.env);
  else folderOf(url);
}

/** The SDK is loaded here: it is large, and folders do without. */
async function openBucket(url: string, options: OpenStoreOptions): Promise<Store> {
  const address = parseS3Address(url, process.env);
  const { S3Store } = await import('./s3/s3Store.ts');
  const store = await S3Store.open(address, { credentials: options.credentials });
  if (options.make) await requireCreateOnly(store);
  return store;
}

async function openFolder(url: string, options: OpenStoreOptions): Promise<Store> {
  const folder = folderOf(url);
  if (options.make) await makeRoot(folder);
  await checkFolder(folder);
  return new FolderStore(folder);
}

function folderOf(url: string): string {
  if (/^(\/|\.{1,2}(\/|$))/.test(url)) return resolve(url);
  if (url.startsWith('file:')) return folderOfFileUrl(url);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1];
  const hint = 'give a folder: ./folder, /folder or file:///folder, or a bucket: s3://bucket/prefix';
  if (scheme) throw new PgstowError('input', `a repository at ${scheme}:// is not supported yet`, { hint });
  throw new PgstowError('input', `${JSON.stringify(url)} is not the address of a repository`, {
    hint: /^[\w.-]+(\/|$)/.test(url) ? `${hint}; did you mean ./${url}?` : hint,
  });
}

function folderOfFileUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (thrown) {
    throw new PgstowError('input', `${url} does not name a folder of this machine`, {
      hint: 'write three slashes and an absolute path: file:///folder',
      cause: thrown,
    });
  }
}

async function makeRoot(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
  } catch (thrown) {
    throw folderError('make the folder', folder, thrown);
  }
}

/** Makes the folder and those above it. Node's own recursion never ends where a parent takes no folders, as below /proc. */
async function makeFolder(folder: string): Promise<void> {
  const parent = dirname(folder);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (thrown) {
    if (errno(thrown) === 'EEXIST') return;
    if (errno(thrown) !== 'ENOENT' || (await isThere(parent))) throw thrown;
    await makeFolder(parent);
    await mkdir(folder, { mode: 0o700 }).catch((again) => {
      if (errno(again) !== 'EEXIST') throw again;
    });
  }
  await syncFolder(parent);
}

async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

async function checkFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((thrown) => {
    const error = folderError('open the folder', folder, thrown);
    if (errno(thrown) !== 'ENOENT') throw error;
    throw new PgstowError(error.code, error.message, {
      hint: `${error.hint} If there was never a repository, make one: pgstow init --repository ${folder}`,
      cause: thrown,
    });
  });
  if (!found.isDirectory()) {
    throw new PgstowError('store', `${folder} is a file, not a folder (ENOTDIR)`, { hint: 'name a folder' });
  }
}
