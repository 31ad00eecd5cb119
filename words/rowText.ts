/** A value as PostgreSQL writes it; null is NULL. */
type Value = string | null;

/** A line of CSV as COPY's: NULL is nothing at all, an empty text is `""`. https://www.rfc-editor.org/rfc/rfc4180 */
export function csvLine(values: readonly Value[]): string {
  return `${values.map(csvValue).join(',')}\n`;
}

function csvValue(value: Value): string {
  if (value === null) return '';
  return value === '' || /[",\r\n]|^\\\.$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** An object on one line, with every value as a text: their types are not known without a server. */
export function jsonLine(columns: readonly string[], values: readonly Value[]): string {
  const members = columns.map((column, i) => `${JSON.stringify(column)}:${JSON.stringify(values[i] ?? null)}`);
  return `{${members.join(',')}}\n`;
}
