/** Terraform's levels of logging, as `TF_LOG_PROVIDER` knows them. */
export type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** What a line says beside its message; what is undefined is left out. */
type Fields = Readonly<Record<string, string | number | undefined>>;

/**
 * A line on standard error as Terraform's hclog reads it: it shows the line at its level, and not as an unknown one. Nothing that
 * holds a value of a configuration is ever logged, so that no secret can be.
 */
export function logLine(level: Level, message: string, more: Fields = {}): void {
  process.stderr.write(`${formatLogLine(new Date(), level, message, more)}\n`);
}

/** hclog insists on six digits of a second's fraction. */
export function formatLogLine(at: Date, level: Level, message: string, more: Fields = {}): string {
  const timestamp = at.toISOString().replace('Z', '000Z');
  return JSON.stringify({
    '@level': level,
    '@message': message,
    '@module': 'pgstow',
    '@timestamp': timestamp,
    ...more,
  });
}
