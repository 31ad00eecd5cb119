/** Names as a sentence holds them: the first ten, and how many more there are. */
export function nameList(names: readonly string[]): string {
  return names.length <= 10 ? names.join(', ') : `${names.slice(0, 10).join(', ')} and ${names.length - 10} more`;
}
