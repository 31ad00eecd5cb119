/** Text as a part of a comment: a line end in a name would make SQL of what follows it. */
export function inComment(text: string): string {
  return text.replace(/[\r\n]+/g, ' ');
}

/** An anonymous block; the tag is one that its lines do not hold. */
export function doBlock(lines: readonly string[]): string[] {
  const body = lines.join('\n');
  let tag = '$grants$';
  for (let i = 1; body.includes(tag); i++) tag = `$grants${i}$`;
  return [`DO ${tag}`, ...lines, `END ${tag};`];
}
