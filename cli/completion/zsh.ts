import type { CommandWords, Described, OptionWords } from './words.ts';

/** https://zsh.sourceforge.io/Doc/Release/Completion-System.html */
export function zshCompletion(commands: readonly CommandWords[]): string {
  return `#compdef pgstow
# zsh completion of pgstow
${commands.map((each) => functionOf(each)).join('\n')}
if [ "$funcstack[1]" = "_pgstow" ]; then
  _pgstow "$@"
else
  compdef _pgstow pgstow
fi
`;
}

function functionOf({ path, commands, options, values }: CommandWords): string {
  const name = functionName(path);
  const given = options.flatMap(optionSpecs);
  if (commands.length === 0) {
    const rest = values.length > 0 ? `'*:value:(${values.join(' ')})'` : `'*:argument:_default'`;
    return `${name}() {\n  _arguments -s ${[...given, rest].join(' \\\n    ')}\n}`;
  }
  return `${name}() {
  local context state line
  _arguments -s -C ${[...given, `'1:command:->command'`, `'*::argument:->argument'`].join(' \\\n    ')}
  case $state in
    command)
      local -a commands=(${commands.map(described).join(' ')})
      _describe command commands ;;
    argument)
      case $line[1] in
${commands.map(({ word }) => `        ${word}) ${functionName(`${path} ${word}`)} ;;`).join('\n')}
      esac ;;
  esac
}`;
}

function functionName(path: string): string {
  return `_pgstow${path === '' ? '' : `_${path.trim().replace(/[ -]/g, '_')}`}`;
}

function optionSpecs({ word, short, description, takesValue, values }: OptionWords): string[] {
  const value = takesValue ? `:value:${values.length > 0 ? `(${values.join(' ')})` : '_default'}` : '';
  return [word, ...(short ? [short] : [])].map((name) => quoted(`*${name}[${bracketed(description)}]${value}`));
}

function described({ word, description }: Described): string {
  return quoted(`${word}:${description.replaceAll(':', '\\:')}`);
}

function bracketed(text: string): string {
  return text.replace(/[[\]\\:]/g, (special) => `\\${special}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
