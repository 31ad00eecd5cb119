import type { UndeletedObject } from '../engine/index.ts';
import type { Failure } from './failure.ts';
import { counted, instant } from './human.ts';
import type { Column } from './table.ts';

/** How much was brought back, or would be. */
export function undeleteSummary(objects: readonly UndeletedObject[], dryRun: boolean): string {
  const done = counted(objects.length - failedOf(objects).length, 'object');
  return `${done} ${dryRun ? 'would be brought back' : 'brought back'}`;
}

export function undeleteColumns(dryRun: boolean): readonly Column<UndeletedObject>[] {
  return [
    { title: 'OBJECT', value: ({ key }) => key },
    { title: 'WAS', value: ({ how }) => how },
    { title: 'LOCKED UNTIL', value: ({ lockedUntil }) => (lockedUntil ? instant(lockedUntil) : 'legal hold') },
    { title: '', value: ({ error }) => error ?? (dryRun ? 'would be brought back' : 'brought back'), shrinks: true },
  ];
}

/** What could not be brought back; nothing where all was. */
export function undeleteFailure(objects: readonly UndeletedObject[]): Failure | undefined {
  const failed = failedOf(objects);
  if (failed.length === 0) return undefined;
  return {
    code: 'store',
    message: `${counted(failed.length, 'object')} could not be brought back: ${failed[0]!.error}`,
    hint: 'run it again when that is mended: what was brought back stays so',
  };
}

function failedOf(objects: readonly UndeletedObject[]): readonly UndeletedObject[] {
  return objects.filter(({ error }) => error !== undefined);
}
