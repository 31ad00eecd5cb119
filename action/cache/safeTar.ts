import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * `@actions/cache` unpacks with `tar -P`, by which an archive may write any file of the machine; and whoever can run a job on the
 * default branch can put an archive there. So its PATH begins with a folder in which `tar` is the next tar in PATH without
 * that option: it keeps to the folder that it unpacks into, whatever names and links the archive has.
 */
export async function safeTar(folder: string): Promise<void> {
  await writeFile(join(folder, 'tar'), script, { mode: 0o700 });
}

const script = `#!/bin/sh
PATH=\${PATH#*:}
export PATH
for argument do
  shift
  [ "$argument" = -P ] || set -- "$@" "$argument"
done
exec tar "$@"
`;
