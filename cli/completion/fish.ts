import type { CommandWords, OptionWords } from './words.ts';

/** https://fishshell.com/docs/current/completions.html */
export function fishCompletion(commands: readonly CommandWords[]): string {
  const groups = commands.filter((each) => each.path !== '' && each.commands.length > 0).map(({ path }) => path);
  return `# fish completion of pgstow
function __pgstow_at
  set -l path
  set -l words (commandline -opc)
  for word in $words[2..-1]
    string match -q -- '-*' $word; and continue
    set -a path $word
    contains -- $word ${groups.join(' ')}; or break
  end
  test "$path" = "$argv[1]"
end
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, values }: CommandWords): string[] {
  const here = `complete -c pgstow -n "__pgstow_at '${path}'"`;
  return [
    ...commands.map(({ word, description }) => `${here} -f -a ${word} -d ${quoted(description)}`),
    ...values.map((value) => `${here} -f -a ${value}`),
    ...options.map((option) => `${here} ${optionFlags(option)}`),
  ];
}

function optionFlags({ word, short, description, takesValue, values }: OptionWords): string {
  return [
    `-l ${word.replace(/^--/, '')}`,
    ...(short ? [`-s ${short.slice(1)}`] : []),
    ...(takesValue ? ['-r'] : []),
    ...(values.length > 0 ? [`-f -a '${values.join(' ')}'`] : []),
    `-d ${quoted(description)}`,
  ].join(' ');
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
