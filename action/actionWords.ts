import type { Failure } from '../words/failure.ts';
import { inputs } from './inputs.ts';

/** What went wrong, with the options of the command line by their names as inputs. */
export function inActionWords({ code, message, hint }: Failure): Failure {
  return { code, message: inputNames(message), ...(hint && { hint: inputNames(hint) }) };
}

/** A text with the options of the command line by their names as inputs. */
export function inputNames(text: string): string {
  return text
    .replace(', or name a file with --key-file', " in the step's env")
    .replace(
      'or name a server in which a database may be made and dropped',
      'or give the job a service container with PostgreSQL and name it by input server, as examples/github/drill.yml does',
    )
    .replace(/--to(?![\w-])/g, 'input at')
    .replace(/(?<!pgstow [^;]*)--([a-z][a-z-]*)/g, (option, name) =>
      Object.hasOwn(inputs, name) ? `input ${name}` : option,
    );
}
