import type * as engine from '../engine/index.ts';
import { InputError } from './inputError.ts';
import { readTextFile } from './textFile.ts';

/** What reads a plan. */
type Engine = Pick<typeof engine, 'parsePlans' | 'PgstowError'>;

/** Reads the plans of all files. Rejects all or nothing, with what is wrong in any of them. */
export async function readPlanFiles(engine: Engine, files: readonly string[]): Promise<engine.PlanDocument[]> {
  const read: { readonly file: string; readonly plans: readonly engine.PlanDocument[] }[] = [];
  const refusals: Error[] = [];
  for (const file of files) {
    const name = file === '-' ? 'standard input' : file;
    try {
      read.push({ file: name, plans: engine.parsePlans(await readTextFile(file), name) });
    } catch (thrown) {
      if (!(thrown instanceof Error) || !isRefusal(thrown, engine)) throw thrown;
      refusals.push(thrown);
    }
  }
  const [first, ...more] = refusals;
  if (first && more.length === 0) throw first;
  if (first) throw new InputError(refusals.map(({ message }) => message).join('\n'), hintOf(first));
  refuseSameIds(read);
  return read.flatMap(({ plans }) => plans);
}

function isRefusal(thrown: Error, { PgstowError }: Engine): boolean {
  return thrown instanceof InputError || (thrown instanceof PgstowError && thrown.code === 'input');
}

function hintOf(thrown: Error): string {
  return (thrown as InputError).hint;
}

/** Within one file the engine has seen to it. */
function refuseSameIds(
  read: readonly { readonly file: string; readonly plans: readonly engine.PlanDocument[] }[],
): void {
  const seen = new Map<string, string>();
  for (const { file, plans } of read) {
    for (const { id } of plans) {
      const before = id === undefined ? undefined : seen.get(id);
      if (before !== undefined)
        throw new InputError(`plan ${id} is in ${before} and in ${file}`, 'leave one of them out');
      if (id !== undefined) seen.set(id, file);
    }
  }
}
