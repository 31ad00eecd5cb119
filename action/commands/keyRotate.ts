import { describeRotation, rotationRemarks, rotationSummary } from '../../words/rotationText.ts';
import { type Job, openWithKey } from '../job.ts';
import type { Done } from '../report.ts';

/** Another master key is made, which what is removed does not open. No key comes of it that anybody would have to be given. */
export async function keyRotate({ remove }: { readonly remove: readonly string[] }, job: Job): Promise<Done> {
  const { engine, log } = job;
  const rotation = describeRotation(await engine.rotateKeys(await openWithKey(job), { remove }));
  for (const warning of rotation.warnings) log.warn(warning);
  log.say(rotationSummary(rotation));
  for (const line of rotationRemarks(rotation)) log.say(line);
  return { command: 'key-rotate', rotation };
}
