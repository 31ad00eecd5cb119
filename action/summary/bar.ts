import { Markdown } from './markdown.ts';

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of characters in a track, as long as the fraction says to an eighth of one; what is not nothing can be seen. */
export function bar(fraction: number, width = 16): Markdown {
  const steps = Math.round(Math.min(1, Math.max(0, fraction)) * width * 8);
  const filled = fraction > 0 ? Math.max(1, steps) : 0;
  const blocks = `${'█'.repeat(Math.floor(filled / 8))}${eighths[filled % 8]}`;
  return new Markdown(`<code>${blocks}${'&nbsp;'.repeat(width - blocks.length)}</code>`);
}
