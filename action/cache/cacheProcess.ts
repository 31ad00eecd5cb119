/** `node cacheProcess.ts restore|save FOLDER KEY`, in the folder above FOLDER: what {@link transfer} starts. */
import { restoreCache, saveCache } from '@actions/cache';

const [verb, folder, key] = process.argv.slice(2) as [string, string, string];

if (verb === 'save') await saveCache([folder], key);
else await restoreCache([folder], key, [key]);
