/** One of pg_dump's messages. */
export interface PgDumpMessage {
  readonly level: 'error' | 'warning' | 'other';
  /** Its text without the program's name and level; details and hints follow, a line each. */
  readonly text: string;
}

const start = /^pg_dump: (?:(error|warning|detail|hint): )?/;

/** Takes pg_dump's standard error apart: `pg_dump: error: …`, then lines that belong to it (`pg_dump: detail: …`, `HINT: …`). */
export function parseMessages(stderr: string): PgDumpMessage[] {
  const messages: { level: PgDumpMessage['level']; text: string }[] = [];
  for (const line of stderr.split('\n')) {
    if (line.trim() === '') continue;
    const [prefix, level] = start.exec(line) ?? [''];
    const text = line.slice(prefix.length);
    const last = messages.at(-1);
    if (last && (prefix === '' || level === 'detail' || level === 'hint'))
      last.text += `\n${level ? `${level}: ` : ''}${text}`;
    else messages.push({ level: level === 'error' || level === 'warning' ? level : 'other', text });
  }
  return messages;
}
