import type { PreviewItem } from '../restore/preview/preview.ts';
import type { Problem } from '../restore/preview/problems.ts';
import { olderServer } from '../restore/target/olderServer.ts';
import type { Previewed } from '../restore/target/readTarget.ts';
import { type Check, checkEach, fail, type Outcome, pass, warn } from './report.ts';
import { type FreeSpace, spaceCheck } from './targetSpace.ts';

/** What the preview of a restore says, by what it is about: writes are a check of their own already. */
export function previewChecks(previewed: Previewed, free: FreeSpace | undefined): Promise<Check[]> {
  const { plan, catalog, inSet } = previewed;
  const { problems, items, warnings } = plan.preview;
  const about = (what: Problem['about']) => problems.filter((problem) => problem.about === what);
  const others = about(undefined);
  const { role } = catalog;
  const remarks = warnings.filter((warning) => !olderServer(inSet.major, catalog.facts).includes(warning));
  return checkEach({
    objects: () =>
      judged(
        others.filter(({ code }) => code !== 'privilege'),
        actionsOf(items),
      ),
    privileges: () =>
      judged(
        others.filter(({ code }) => code === 'privilege'),
        `${role} may do all of it`,
      ),
    roles: () => judged(about('roles'), 'every role that is named is there'),
    definitions: () =>
      judged(about('version'), "the target's version takes all of it, as far as can be told beforehand"),
    extensions: () => judged(about('extensions'), `the server has all that are needed, and ${role} may create them`),
    remarks: () => remarksOf(remarks),
    space: () => spaceCheck(plan.preview, free),
  });
}

function judged(problems: readonly Problem[], otherwise: string): Outcome {
  if (problems.length === 0) return pass(otherwise);
  const remedies = new Set(problems.map(({ hint }) => hint));
  return fail(problems.map(({ message }) => message).join('; '), [...remedies].join('\n'));
}

/** `create 12, rename 3`: objects that stand alone, by what is done with them. */
function actionsOf(items: readonly PreviewItem[]): string {
  const counts = Map.groupBy(items, ({ action }) => action);
  const words = [...counts].map(([action, of]) => `${action} ${of.reduce((sum, { count = 1 }) => sum + count, 0)}`);
  return words.length === 0 ? 'there is nothing to do' : words.join(', ');
}

function remarksOf(warnings: readonly string[]): Outcome {
  if (warnings.length === 0) return pass('nothing is left out, and nothing will be other than in the set');
  return warn(warnings.join('; '), '--dry-run in place of --precheck shows each object, with what is done and why');
}
