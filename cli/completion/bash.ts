import type { CommandWords } from './words.ts';

/** https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html */
export function bashCompletion(commands: readonly CommandWords[]): string {
  const withValue = [
    ...new Set(commands.flatMap(({ options }) => options.filter(({ takesValue }) => takesValue).flatMap(namesOf))),
  ];
  return `# bash completion of pgstow
_pgstow() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" path="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${withValue.join('|')}) ((i++)) ;;
      -*) ;;
      *) case "\${path:+$path }\${COMP_WORDS[i]}" in
${paths(commands)}
        esac ;;
    esac
  done
  COMPREPLY=()
  case "$path:$before" in
${values(commands)}
    *) case "$path" in
${words(commands)}
      esac ;;
  esac
}
complete -o default -F _pgstow pgstow
`;
}

function namesOf({ word, short }: { word: string; short: string | undefined }): string[] {
  return short ? [word, short] : [word];
}

function paths(commands: readonly CommandWords[]): string {
  const known = commands.filter(({ path }) => path !== '').map(({ path }) => `'${path}'`);
  return `          ${known.join('|')}) path="\${path:+$path }\${COMP_WORDS[i]}" ;;`;
}

/** What follows an option that takes a value: the values where they are known, else file names. */
function values(commands: readonly CommandWords[]): string {
  return commands
    .flatMap(({ path, options }) =>
      options
        .filter(({ takesValue }) => takesValue)
        .map((option) => {
          const patterns = namesOf(option).map((name) => `'${path}:${name}'`);
          return `    ${patterns.join('|')}) ${option.values.length > 0 ? reply(option.values) : ''} ;;`;
        }),
    )
    .join('\n');
}

function words(commands: readonly CommandWords[]): string {
  return commands
    .map(({ path, ...all }) => {
      const next = [...all.commands.map(({ word }) => word), ...all.values];
      const options = all.options.map(({ word }) => word);
      return `      '${path}') if [[ "$current" == -* ]]; then ${reply(options)}; else ${reply(next)}; fi ;;`;
    })
    .join('\n');
}

function reply(all: readonly string[]): string {
  return all.length > 0 ? `COMPREPLY=($(compgen -W '${all.join(' ')}' -- "$current"))` : ':';
}
