import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Seconds that files took, of those that take long; not exact, and a file that is not named is short. */
const seconds: Readonly<Record<string, number>> = JSON.parse(
  readFileSync(new URL('longFiles.json', import.meta.url), 'utf8'),
);

/** The longest files first: a long one that began last would leave the other workers with nothing to do. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const length = ({ moduleId }: TestSpecification) => seconds[relative(this.ctx.config.root, moduleId)] ?? 0;
    return (await super.sort(files)).sort((a, b) => length(b) - length(a));
  }
}
