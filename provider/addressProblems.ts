import { detailOf, isPgstowError } from './refusal.ts';
import type { Diagnostic } from './schema/diagnostic.ts';
import { formatPath, type Path } from './schema/path.ts';
import type { Session } from './session.ts';
import type { Value } from './values/value.ts';

/** What is wrong with the address of a repository as it is written; nothing is asked whether there is one. */
export async function addressProblems(url: Value, path: Path, session: Session): Promise<readonly Diagnostic[]> {
  if (typeof url !== 'string') return [];
  const { checkAddress } = await session.engine();
  try {
    checkAddress(url);
    return [];
  } catch (thrown) {
    if (!isPgstowError(thrown)) throw thrown;
    const summary = `Invalid value of ${formatPath(path)}`;
    return [{ severity: 'error', summary, detail: detailOf(thrown), path }];
  }
}
