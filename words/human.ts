const sizeUnits = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** `31.0 MB`: powers of 1000, as in a plan's `rateLimit`. */
export function size(bytes: number): string {
  let figure = bytes;
  let unit = 0;
  while (figure >= 999.5 && unit < sizeUnits.length - 1) {
    figure /= 1000;
    unit++;
  }
  return `${unit === 0 ? Math.round(figure) : threeDigits(figure)} ${sizeUnits[unit]}`;
}

export function rate(bytesPerSecond: number): string {
  return `${size(bytesPerSecond)}/s`;
}

/** `5,000,000`, whatever the locale: scripts read it too. */
export function count(figure: number): string {
  return Math.round(figure).toLocaleString('en-US');
}

/** `1 table`, `24 tables`. */
export function counted(figure: number, noun: string): string {
  return `${count(figure)} ${figure === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (/[^aeo]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(s|x|ch|ss)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** `0.8 s`, `12 s`, `3 min 05 s`, `2 h 05 min`, `3 d 04 h`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds / 1000);
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
  const hours = Math.round(whole / 3600);
  return `${Math.floor(hours / 24)} d ${twoDigits(hours % 24)} h`;
}

/** What is left, in whole seconds: an estimate has no tenths. */
export function remaining(milliseconds: number): string {
  return milliseconds < 10_000 ? `${Math.max(1, Math.ceil(milliseconds / 1000))} s` : duration(milliseconds);
}

/** `12 s`, `3 min`, `2 h 05 min`: for what is known to a few parts in ten. */
export function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min` : duration(minutes * 60_000);
}

/** `public.orders`, and `public."Order 1"` where SQL and `--table` want quotes. */
export function qualified({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return [schema, name].map((part) => (plain.test(part) ? part : `"${part.replaceAll('"', '""')}"`)).join('.');
}

const plain = /^[\p{L}_][\p{L}\p{N}_$-]*$/u;

/** `2026-11-22 21:30:05Z`: UTC, as in the ids of sets and runs; `--to` takes it too. */
export function instant(time: string | Date): string {
  const iso = typeof time === 'string' ? new Date(time).toISOString() : time.toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}Z`;
}

function threeDigits(figure: number): string {
  return figure.toFixed(figure < 9.995 ? 2 : figure < 99.95 ? 1 : 0);
}

function twoDigits(figure: number): string {
  return String(figure).padStart(2, '0');
}
