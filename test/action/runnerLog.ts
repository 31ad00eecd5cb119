/** What is shown with a job beside its log. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string | undefined;
  readonly message: string;
}

export interface ReadLog {
  /** As it is shown. */
  readonly log: string;
  /** All that was written but for what said that a secret is one. */
  readonly raw: string;
  readonly annotations: readonly Annotation[];
}

/**
 * Reads what a step has printed as a runner does (`ActionCommand.cs` of actions/runner): a line that begins with `::` after white
 * space is a command, and what it masks is not shown from then on.
 */
export function readLog(printed: string): ReadLog {
  const shown: string[] = [];
  const raw: string[] = [];
  const masks: string[] = [];
  const annotations: Annotation[] = [];
  for (const line of printed.split(/\r?\n|\r/)) {
    const [, command, properties = '', data = ''] = /^\s*::([\w-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
    if (command === 'add-mask') {
      const value = decoded(data);
      masks.push(value, ...value.split(/[\r\n]+/).filter(Boolean));
      continue;
    }
    raw.push(line);
    if (/##\[[\w-]+[^\]]*\]/.test(line)) throw new Error(`an old command came through: ${line}`);
    if (command === undefined) shown.push(line);
    else if (command === 'group') shown.push(`> ${decoded(data)}`);
    else if (command === 'error' || command === 'warning' || command === 'notice') {
      const title = /(?:^|,)title=([^,]*)/.exec(properties)?.[1];
      annotations.push({ level: command, title: title && decoded(title), message: decoded(data) });
    } else if (command !== 'endgroup' && command !== 'debug') {
      throw new Error(`a command that the Action does not give: ${line}`);
    }
  }
  const hidden = (text: string) => masks.reduce((rest, mask) => rest.replaceAll(mask, '***'), text);
  return { log: hidden(shown.join('\n')), raw: raw.join('\n'), annotations };
}

function decoded(text: string): string {
  return text
    .replaceAll('%2C', ',')
    .replaceAll('%3A', ':')
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%25', '%');
}
