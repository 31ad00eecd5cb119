import { Command, type Option } from 'commander';
import { InputError } from '../values/inputError.ts';
import type { ExitStatus } from './exitStatus.ts';
import { Invocation } from './invocation.ts';
import type { Output } from './output/output.ts';

/** A command with our way to refuse what was typed, to give examples, and to be carried out. */
export class PgstowCommand extends Command {
  /** How the command ended that was carried out; of interest at the root of the tree. */
  status: ExitStatus = 0;
  /** Set at the root of the tree. */
  output: Output | undefined;

  override createCommand(name?: string): PgstowCommand {
    return new PgstowCommand(name);
  }

  /** Options that belong together. */
  addOptions(options: readonly Option[]): this {
    for (const option of options) this.addOption(option);
    return this;
  }

  /** Command lines to show below the help. */
  examples(...lines: readonly string[]): this {
    return this.addHelpText('after', `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`);
  }

  /** What the command does. It gets the arguments that were declared, then the options, its own and the global ones. */
  // biome-ignore lint/suspicious/noExplicitAny: what commander hands over is of the types that the declarations say
  does(work: (invocation: Invocation, ...args: any[]) => Promise<ExitStatus | undefined>): this {
    return this.action(async () => {
      const options = this.optsWithGlobals();
      const root = this.root();
      const invocation = new Invocation(root.output!, options, (option) => this.getOptionValueSource(option) === 'cli');
      root.status = (await work(invocation, ...this.processedArgs, options)) ?? 0;
    });
  }

  root(): PgstowCommand {
    return this.parent instanceof PgstowCommand ? this.parent.root() : this;
  }

  /** The whole of it, such as `pgstow plan apply`. */
  path(): string {
    return this.parent instanceof PgstowCommand ? `${this.parent.path()} ${this.name()}` : this.name();
  }

  /** Commander calls this for whatever was typed wrong. */
  override error(message: string, { code }: { code?: string } = {}): never {
    throw refusal(this, message.replace(/^error: /, ''), code);
  }
}

function refusal(command: PgstowCommand, text: string, code: string | undefined): InputError {
  const typed = /'([^'=]*)/.exec(text)?.[1] ?? '';
  const help = `see ${command.path()} --help`;
  switch (code) {
    case 'commander.unknownCommand': {
      const allowed = command.commands.map((each) => each.name());
      return new InputError(text, `${command.path()} knows ${allowed.join(', ')}`, { typed, allowed });
    }
    case 'commander.unknownOption': {
      const allowed = optionsOf(command);
      const message = `unknown option '${typed}'`; // without its value, which may be anything
      return new InputError(message, `${command.path()} knows ${allowed.join(', ')}`, { typed, allowed });
    }
    case 'commander.missingArgument':
    case 'commander.excessArguments':
      return new InputError(text, `usage: ${command.path()} ${command.usage()}; ${help}`);
    case 'commander.missingMandatoryOptionValue': {
      const allowed = command.options.find(({ flags }) => text.includes(flags))?.argChoices;
      return new InputError(text, allowed ? `allowed are ${allowed.join(', ')}; ${help}` : help);
    }
    default:
      return new InputError(text, help);
  }
}

/** The command's own options, then those that every command takes. */
function optionsOf(command: Command): string[] {
  const own = command.options.map(({ long, short }) => long ?? short ?? '');
  return command.parent
    ? [...own, ...optionsOf(command.parent)]
    : [...own.filter((long) => long !== '--version'), '--help'];
}
