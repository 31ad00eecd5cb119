import type { SetManifest } from '../repository/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { foresee } from './preview/foresee.ts';
import { type Preview, refuseProblems } from './preview/preview.ts';
import { refuseChanged } from './preview/refuseChanged.ts';
import { refuseDamaged } from './preview/refuseDamaged.ts';
import { type Previewed, preview, previewItems, type Wanted } from './target/readTarget.ts';
import { digestOf } from './task/resumption.ts';
import { refuseArchived } from './thawFirst.ts';
import { prepare, type Work, type WorkSite } from './work.ts';

/**
 * Previews what is to be done, and where nothing stands in the way lays out the notes, unless it goes on with those that are there: the first
 * change of the target.
 */
export async function beginWork(
  repository: Repository,
  set: SetManifest,
  wanted: Wanted,
  site: WorkSite,
): Promise<{ readonly work: Work; readonly previewed: Previewed; readonly preview: Preview }> {
  const { task, clients, meter, signal, onPreview } = site;
  const leader = clients[0]!;
  const previewed = await preview(leader, wanted, task.left);
  const { preview: foreseen, stored } = await foresee(repository, set, previewed, signal);
  onPreview(foreseen, set);
  refuseProblems(foreseen);
  refuseDamaged(stored, wanted.request);
  refuseArchived(stored, set);
  refuseChanged(previewed.plan.preview.items, await previewItems(leader, wanted, task.left, previewed));
  if (previewed.resumption?.kind === 'goOn') task.goOn();
  const work = prepare(repository, set, previewed, site);
  if (previewed.resumption?.kind !== 'goOn') await task.begin(digestOf(previewed.plan.preview));
  for (const warning of previewed.plan.preview.warnings) meter.warn(warning);
  return { work, previewed, preview: foreseen };
}
