/** A document as JSON to be read by people as well. Errors among the data, such as of a damaged set, are data. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, errorsDescribed, 2)}\n`;
}

/** The same on one line, where several follow each other. */
export function jsonLine(document: unknown): string {
  return `${JSON.stringify(document, errorsDescribed)}\n`;
}

function errorsDescribed(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { code, hint } = value as { code?: unknown; hint?: unknown };
  return { code, message: value.message, hint };
}
