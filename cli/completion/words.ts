import type { Command } from 'commander';

/** What can be typed after a command, for shells to complete. */
export interface CommandWords {
  /** The words that lead there, without `pgstow`: empty, or `plan apply`. */
  readonly path: string;
  readonly commands: readonly Described[];
  readonly options: readonly OptionWords[];
  /** What an argument may be, where that is known. */
  readonly values: readonly string[];
}

export interface Described {
  readonly word: string;
  readonly description: string;
}

export interface OptionWords extends Described {
  readonly short: string | undefined;
  readonly takesValue: boolean;
  /** What its value may be, where that is known. */
  readonly values: readonly string[];
}

/** Every command of the tree. */
export function wordsOf(command: Command, path = '', inherited: readonly OptionWords[] = []): CommandWords[] {
  const own = command.options.map(
    ({ long, short, description, required, optional, argChoices }): OptionWords => ({
      word: long ?? short ?? '',
      short: long ? short : undefined,
      description,
      takesValue: required || optional,
      values: argChoices ?? [],
    }),
  );
  const options = [...own, ...inherited];
  const commands = command.commands.map((each) => ({
    word: each.name(),
    description: each.summary() || each.description(),
  }));
  const values = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const below = command.commands.flatMap((each) => wordsOf(each, `${path} ${each.name()}`.trim(), options));
  return [{ path, commands, options: [...options, help], values }, ...below];
}

const help: OptionWords = { word: '--help', short: '-h', description: 'show help', takesValue: false, values: [] };
