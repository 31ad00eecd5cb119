import { expect, test } from 'vitest';
import type { Phase } from '../../engine/events.ts';
import { prune } from '../../engine/keep/prune.ts';
import { realSurroundings } from '../../engine/repository/surroundings.ts';
import { parsePlan } from '../../engine/spec/parsePlans.ts';
import { backUp, blobOf } from '../prune/model/deeds.ts';
import { withRepository } from '../repository/folderRepository.ts';

test.for(['mark', 'delete'] as const)(
  'a dry run tells what a prune that was cut off at %s has left to do',
  async (cut) => {
    await withRepository(async (repository) => {
      const source = { host: 'db', database: 'shop', user: 'backup' };
      await repository.plans.apply(parsePlan({ id: 'shop', source, retention: { keepLast: 1 } }));
      for (const letters of ['ab', 'bc']) await backUp(repository, 'shop', letters);
      const gone = { blobs: 1, bytes: blobOf('a').storedBytes };
      expect(await prune(repository, { dryRun: true })).toMatchObject(gone);

      const controller = new AbortController();
      const onEvent = (event: { kind: string; phase?: Phase }) => event.phase === cut && controller.abort();
      await expect(prune(repository, {}, { signal: controller.signal, onEvent })).rejects.toMatchObject({
        code: 'interrupted',
      });
      expect(await repository.sets.list()).toHaveLength(1);
      expect(await prune(repository, { dryRun: true })).toMatchObject(gone);
      expect(await prune(repository)).toMatchObject(gone);
      expect(await prune(repository, { dryRun: true })).toMatchObject({ blobs: 0, bytes: 0 });
    }, realSurroundings());
  },
);
