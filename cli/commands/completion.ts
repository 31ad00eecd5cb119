import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { wordsOf } from '../completion/words.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { argumentOf } from '../options/oneOf.ts';
import { PgstowCommand } from '../pgstowCommand.ts';

const shells = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
type Shell = keyof typeof shells;

export function completionCommand(): PgstowCommand {
  const command = new PgstowCommand('completion');
  return command
    .summary('print a script that completes commands and options')
    .description('Prints a script for a shell that completes commands, options and their values.')
    .addArgument(argumentOf('<shell>', 'the shell', Object.keys(shells)))
    .examples(
      'pgstow completion bash > /etc/bash_completion.d/pgstow',
      'pgstow completion zsh > ~/.zsh/completions/_pgstow',
      'pgstow completion fish > ~/.config/fish/completions/pgstow.fish',
    )
    .does(async ({ output }, shell: Shell) => {
      const script = shells[shell](wordsOf(command.root()));
      output.print(script.trimEnd());
      output.document({ shell, script });
    });
}
